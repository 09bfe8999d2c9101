import { statSync } from 'node:fs';
import path from 'node:path';
import { createEncoder } from '../../../bridge/media/codec/create.js';
import { languages } from '../../../bridge/conference/languages.js';
import { describeError } from '../../../bridge/kernel/errors.js';
import { promptNamesOf, soundNames } from '../../../ivr/prompt-names.js';
import type { Config } from '../../../config/schema.js';
import { projectRoot } from '../project-root.js';
import { type Finding, fail, ok, warn } from './check.js';

export function checkEngine(config: Config): Finding {
  try {
    for (const codec of config.media.codecs) createEncoder(codec).close();
    return ok('engine', `embedded, codecs ${config.media.codecs.join(', ')}`);
  } catch (error) {
    return fail('engine', describeError(error), 'npm ci');
  }
}

export function checkPrompts(config: Config): Finding {
  const folder = path.join(projectRoot, 'ivr', 'prompts');
  const missing = [
    ...languages.flatMap((code) => promptNamesOf[code].map((name) => `${code}/${name}`)),
    ...soundNames.map((name) => `sounds/${name}`),
  ].filter((name) => !isFile(path.join(folder, `${name}.wav`)));
  if (missing.length > 0) {
    const [first] = missing;
    return fail('prompts', `${missing.length} are missing, ${first} first`, 'restore ivr/prompts');
  }
  const own = config.entry.promptFolder;
  if (own !== null && statSync(own, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return warn('prompts', `there is no folder ${own}`, 'make it, or unset entry.promptFolder');
  }
  return ok('prompts', own === null ? `ours, ${languages.join(' and ')}` : `${own}, then ours`);
}

const isFile = (file: string): boolean =>
  statSync(file, { throwIfNoEntry: false })?.isFile() === true;
