// Finds the files and folders that comments and documents name, and that are not there.
// usage: node scripts/named-files.mjs [folder of the project]
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Not ours, or made by a build. */
const unread = new Set(['.git', '.tap', 'data', 'dist', 'node_modules']);
/** What is in an older version may be named in what tells of it. */
const history = 'CHANGELOG.md';

const comments = {
  '.md': /[^]+/g,
  '.ts': /\/\*[^]*?\*\/|(?<=^|\s)\/\/.*/gm,
  '.mjs': /\/\*[^]*?\*\/|(?<=^|\s)\/\/.*/gm,
  '.css': /\/\*[^]*?\*\//g,
  '.yaml': /(?<=^|\s)#.*/gm,
};
/** `worker/leg.ts`, `../README.md`; folders only between backquotes, as in `bridge/sip/`. */
const named =
  /(?<![\w@:/.*-])(?:\.{1,2}\/)*[\w-][\w./-]*\.(?:css|md|mjs|ts|yaml)\b(?![\w/(.])|(?<=`)[\w-][\w./-]*\/(?=`)/g;

function filesOf(root) {
  return readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !unread.has(name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(path.join(root, entry.name), { recursive: true, withFileTypes: true })
        : [entry],
    )
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep));
}

/** Every ending of every path: what a file or a folder may be called for short. */
function namesOf(files) {
  const names = new Set([...unread].map((folder) => `${folder}/`));
  for (const parts of files) {
    for (let from = 0; from < parts.length; from++) {
      for (let to = from + 1; to < parts.length; to++) {
        names.add(`${parts.slice(from, to).join('/')}/`);
      }
      names.add(parts.slice(from).join('/'));
    }
  }
  return names;
}

/** @returns {string[]} a line for each, with the file that names it */
export function missingFiles(root) {
  const files = filesOf(root);
  const names = namesOf(files);
  return files.flatMap((parts) => {
    const file = parts.join('/');
    const comment = comments[path.extname(file)];
    if (comment === undefined || file === history) return [];
    const told = readFileSync(path.join(root, file), 'utf8').match(comment) ?? [];
    return told
      .flatMap((text) => text.match(named) ?? [])
      .filter((name) => !names.has(name.replace(/^(\.{1,2}\/)+/, '')))
      .map((name) => `${file} names ${name}`);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = missingFiles(process.argv[2] ?? path.dirname(import.meta.dirname));
  for (const line of missing) console.error(`${line}, which is not there`);
  process.exitCode = missing.length === 0 ? 0 : 1;
}
