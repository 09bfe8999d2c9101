import { readFileSync } from 'node:fs';
import t from 'tap';
import { parse } from 'yaml';
import { environmentKeys } from '../../../config/environment.js';
import { keysOf } from '../../../config/keys.js';
import { loadConfig, parseConfig } from '../../../config/load.js';
import { defaultCodecs } from '../../../bridge/media/embedded-media-server.js';
import { configSchema } from '../../../config/schema.js';

const text = readFileSync('config/example.yaml', 'utf8');

/** The file with each commented block after `Example:` in the place of its key's default. */
function uncommented(): string {
  let inExample = false;
  let examples: string[] = [];
  const lines = text.split('\n').flatMap((line) => {
    if (inExample && /^ *# /.test(line)) {
      const opened = line.replace('# ', '');
      examples.push(opened.trim().split(':')[0]!);
      return [opened];
    }
    inExample = line.endsWith('Example:');
    const replaced = examples[0] !== undefined && line.trim().startsWith(`${examples[0]}:`);
    if (replaced) examples = [];
    return replaced ? [] : [line];
  });
  return lines.join('\n');
}

function pathsIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    const childPath = path === '' ? name : `${path}.${name}`;
    return [childPath, ...pathsIn(child, childPath)];
  });
}

t.test('the example parses to the defaults', (t) => {
  t.same(parseConfig(parse(text)), loadConfig({}));
  t.end();
});

t.test('the engine alone prefers codecs in the order that is configured by default', (t) => {
  t.same(loadConfig({}).media.codecs, defaultCodecs);
  t.end();
});

t.test('the example has every key of the schema and no other', (t) => {
  const example = new Set(pathsIn(parse(uncommented())));
  t.same([...example].sort(), keysOf(configSchema).sort());
  t.end();
});

t.test('the example names every environment variable', (t) => {
  for (const variable of Object.keys(environmentKeys)) t.match(text, `[${variable}]`);
  t.end();
});
