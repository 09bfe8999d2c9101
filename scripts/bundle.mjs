// Bundles what browsers run into dist/portal/client, under names that carry a hash of the content.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const clients = path.join(root, 'portal', 'client');
const target = path.join(root, 'dist', 'portal', 'client');

/** Each script at the top of portal/client is a bundle; so is the stylesheet. */
export async function bundle() {
  rmSync(target, { recursive: true, force: true });
  const scripts = readdirSync(clients).filter((file) => file.endsWith('.ts'));
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [
      ...scripts.map((file) => path.join(clients, file)),
      path.join(root, 'portal', 'styles', 'site.css'),
    ],
    entryNames: '[name]-[hash]',
    outdir: target,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    metafile: true,
    logLevel: 'warning',
  });
  /** `site.js` → `site-ABCD1234.js` */
  const manifest = Object.entries(metafile.outputs).map(([file, { entryPoint = '' }]) => {
    const source = path.basename(entryPoint).replace(/\.ts$/, '.js');
    return [source, path.basename(file)];
  });
  writeFileSync(
    path.join(target, 'manifest.json'),
    `${JSON.stringify(Object.fromEntries(manifest), null, 2)}\n`,
  );
}
