// The direction of dependencies between folders, as a lint rule.
//
// Each row names a folder and the folders its files may import besides their own. The longest
// matching folder wins, so `bridge/sip` has a row of its own. Test code may import anything.
import path from 'node:path';

const kernel = ['bridge/kernel'];
const ports = [...kernel, 'bridge/ports'];

/** @type {Record<string, readonly string[] | 'anything'>} */
export const mayImport = {
  'bridge/kernel': [],
  'bridge/ports': kernel,
  // The real clock and the real randomness.
  'bridge/system': ports,
  // The core is pure: rules of rooms and dialogues, no input or output of any kind.
  'bridge/conference': [],
  ivr: ['bridge/conference'],
  // Protocols know nothing of conferences.
  'bridge/sdp': kernel,
  'bridge/rtp': kernel,
  'bridge/sip': ports,
  'bridge/media': [...ports, 'bridge/sdp', 'bridge/rtp'],
  'bridge/drachtio': [...ports, 'bridge/sip'],
  // What is arithmetic is shared with the embedded engine.
  'bridge/freeswitch': [
    ...ports,
    'bridge/sdp',
    'bridge/rtp',
    'bridge/media/dsp',
    'bridge/media/speech',
  ],
  'bridge/mail': ports,
  'bridge/store': [...ports, 'bridge/conference'],
  'bridge/hooks': [...ports, 'bridge/application'],
  'bridge/application': [...ports, 'bridge/conference', 'ivr'],
  // Its worker thread wires itself, real clock included.
  recordings: [...ports, 'bridge/system'],
  portal: [...ports, 'bridge/application', 'bridge/conference', 'ivr', 'recordings'],
  config: kernel,
  // Composition roots: main.ts, the command line, the bench and the tests wire everything.
  bridge: 'anything',
  scripts: 'anything',
  test: 'anything',
};

const folders = Object.keys(mayImport).sort((a, b) => b.length - a.length);

/** @param {string} file a path relative to the project, with forward slashes */
export function folderOf(file) {
  return folders.find((folder) => file === folder || file.startsWith(`${folder}/`));
}

/** @param {string} fromFile @param {string} toFile */
export function importAllowed(fromFile, toFile) {
  const from = folderOf(fromFile);
  if (from === undefined) return true;
  const allowed = mayImport[from];
  if (allowed === 'anything' || allowed === undefined) return true;
  const inFolder = (/** @type {string} */ folder) =>
    toFile === `${folder}.ts` || toFile.startsWith(`${folder}/`);
  return inFolder(from) || allowed.some(inFolder);
}

/** @type {import('eslint').Rule.RuleModule} */
export const folderImports = {
  meta: {
    type: 'problem',
    docs: { description: 'imports point inward only, as the table in folder-imports.mjs says' },
    messages: { outward: '{{from}} may not import {{to}} (see scripts/folder-imports.mjs)' },
    schema: [],
  },
  create(context) {
    const root = context.cwd;
    const file = path.relative(root, context.filename).split(path.sep).join('/');
    /** @param {import('estree').Node & { source?: any }} node */
    const check = (node) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string' || !specifier.startsWith('.')) return;
      const target = path
        .relative(root, path.resolve(path.dirname(context.filename), specifier))
        .split(path.sep)
        .join('/')
        .replace(/\.js$/, '.ts');
      if (!importAllowed(file, target)) {
        context.report({ node, messageId: 'outward', data: { from: file, to: target } });
      }
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
