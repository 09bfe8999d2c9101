// Bundles what browsers run into dist/portal/client, under names that carry a hash of the content.
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const clients = path.join(root, 'portal', 'client');
const languages = path.join(root, 'languages');
const target = path.join(root, 'dist', 'portal', 'client');

/** Each script at the top of portal/client is a bundle; so are the stylesheet and each language's texts. */
export async function bundle() {
  rmSync(target, { recursive: true, force: true });
  const scripts = readdirSync(clients).filter((file) => file.endsWith('.ts'));
  const manifest = {
    ...(await build({ format: 'esm' }, [
      ...scripts.map((file) => path.join(clients, file)),
      path.join(root, 'portal', 'styles', 'site.css'),
    ])),
    ...(await build(
      // A global, so that whoever shows a page loads the texts of its own language alone.
      { format: 'iife', globalName: 'texts', footer: { js: 'globalThis.liveTexts=texts.live' } },
      languagesOnDisk().map((code) => ({
        in: path.join(languages, code, 'texts', 'live.ts'),
        out: `live-texts-${code}`,
      })),
    )),
  };
  writeFileSync(path.join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

function languagesOnDisk() {
  return readdirSync(languages).filter((name) =>
    existsSync(path.join(languages, name, 'texts', 'live.ts')),
  );
}

/** Returns what became of each entry: `{ 'site.js': 'site-ABCD1234.js' }`. */
async function build(options, entryPoints) {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints,
    entryNames: '[name]-[hash]',
    outdir: target,
    bundle: true,
    minify: true,
    target: 'es2022',
    metafile: true,
    logLevel: 'warning',
    ...options,
  });
  return Object.fromEntries(
    Object.keys(metafile.outputs).map((file) => {
      const name = path.basename(file);
      return [name.replace(/-[A-Z0-9]+(?=\.\w+$)/, ''), name];
    }),
  );
}
