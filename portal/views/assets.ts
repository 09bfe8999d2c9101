import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RequestHandler } from 'express';
import { defaultLanguage, languages, type Language } from '../../bridge/conference/languages.js';
import { PartylineError, describeError } from '../../bridge/kernel/errors.js';

/** The texts that live control's script shows; those of a language in the making are English. */
export const liveTextsScript = (language: Language): `live-texts-${Language}` =>
  `live-texts-${languages.find((one) => one === language) ?? defaultLanguage}`;

/** One to each entry file in `portal/client/`, where `site.ts` is on every page, and the texts. */
export const clientScripts = [
  ...(['site', 'file-to-text', 'live', 'usage-chart', 'recording'] as const),
  ...languages.map(liveTextsScript),
];
export type ClientScript = (typeof clientScripts)[number];

/** What the build has made for browsers: names carry a hash of the content. */
export interface Assets {
  readonly stylesheet: string;
  script(name: ClientScript): string;
  /** Bytes by name, as a browser asks for it below `/assets/`. */
  file(name: string): Buffer | undefined;
}

const types: Readonly<Record<string, string>> = { '.css': 'text/css', '.js': 'text/javascript' };

/**
 * @param folder where `scripts/build.mjs` has put bundles and their `manifest.json`
 * @throws PartylineError `bad-config` when one is missing
 */
export function loadAssets(folder: string): Assets {
  try {
    const manifest = JSON.parse(
      readFileSync(path.join(folder, 'manifest.json'), 'utf8'),
    ) as Readonly<Record<string, string>>;
    const files = new Map(
      Object.values(manifest).map((name) => [name, readFileSync(path.join(folder, name))]),
    );
    const place = (source: string): string => {
      const name = manifest[source];
      if (name === undefined) throw new Error(`${source} is not in manifest.json`);
      return `/assets/${name}`;
    };
    const scripts = new Map(clientScripts.map((name) => [name, place(`${name}.js`)]));
    return {
      stylesheet: place('site.css'),
      script: (name) => scripts.get(name)!,
      file: (name) => files.get(name),
    };
  } catch (error) {
    throw new PartylineError(
      'bad-config',
      `the portal's scripts are not built: ${describeError(error)}`,
      { mend: 'npm run build', cause: error },
    );
  }
}

/** A name stands for its content, so browsers may keep it for ever. */
export function assetRoute(assets: Assets): RequestHandler {
  return (request, response, next) => {
    const name = String(request.params['file']);
    const bytes = assets.file(name);
    if (bytes === undefined) {
      next();
      return;
    }
    response
      .type(types[path.extname(name)] ?? 'application/octet-stream')
      .set('Cache-Control', 'public, max-age=31536000, immutable')
      .send(bytes);
  };
}
