import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { PartylineError, describeError } from '../bridge/kernel/errors.js';
import { findConflict } from './conflicts.js';
import {
  type Environment,
  type Override,
  configFileVariable,
  readEnvironment,
} from './environment.js';
import { type Origin, refusal } from './refusal.js';
import { type Config, configSchema } from './schema.js';

/**
 * Defaults, then the file that PARTYLINE_CONFIG names, then the environment; validated and frozen.
 * @throws PartylineError `bad-config` with one line naming the key and what to do
 */
export function loadConfig(env: Environment): Config {
  const overrides = readEnvironment(env);
  const file = env[configFileVariable];
  const tree = file === undefined || file === '' ? {} : readTree(file);
  for (const override of overrides) setAt(tree, override);
  return parseConfig(tree, { file: file ?? null, overrides });
}

type Tree = Record<string, unknown>;

export function parseConfig(tree: unknown, origin: Origin = { file: null, overrides: [] }): Config {
  const result = configSchema.safeParse(tree, { reportInput: true });
  if (!result.success) {
    // A misspelt key is said before the key that is missing because of it.
    const { issues } = result.error;
    throw refusal(issues.find((one) => one.code === 'unrecognized_keys') ?? issues[0]!, origin);
  }
  const config = deepFrozen(result.data) as Config;
  const conflict = findConflict(config);
  if (conflict !== null) {
    const where = origin.file === null ? '' : `${origin.file}: `;
    throw new PartylineError('bad-config', `${where}${conflict.message}`, { mend: conflict.mend });
  }
  return config;
}

function readTree(file: string): Tree {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new PartylineError('bad-config', `cannot read ${file}: ${describeError(error)}`, {
      mend: `create it from config/example.yaml, or unset ${configFileVariable}`,
      cause: error,
    });
  }
  const document = parseDocument(text, { prettyErrors: true });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line ?? 1;
    const what = fault.message.split('\n')[0]!.replace(/ at line .*$/, '');
    throw new PartylineError('bad-config', `${file} line ${line} is not YAML: ${what}`, {
      mend: 'mend the line; config/example.yaml shows the form',
    });
  }
  // An alias that expands without end is a fault of the file, not of the parser.
  const tree: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  if (!isTree(tree)) {
    throw new PartylineError('bad-config', `${file} is not a list of keys`, {
      mend: 'config/example.yaml shows the form',
    });
  }
  return tree;
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function setAt(tree: Tree, override: Override): void {
  let node = tree;
  for (const name of override.path.slice(0, -1)) {
    const child = node[name];
    // What is not a tree is left for the schema to refuse.
    if (child !== undefined && child !== null && !isTree(child)) return;
    node = node[name] = { ...child };
  }
  node[override.path.at(-1)!] = override.value;
}

function deepFrozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) deepFrozen(child);
    Object.freeze(value);
  }
  return value;
}
