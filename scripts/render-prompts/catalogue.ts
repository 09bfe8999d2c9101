import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Language } from '../../bridge/conference/languages.js';
import { root } from './paths.js';

const schema = z.record(
  z.string(),
  z.union([z.string(), z.strictObject({ text: z.string(), say: z.string() })]),
);

export interface CatalogueEntry {
  readonly name: string;
  /** What is heard, as one would print it. */
  readonly text: string;
  /** What the synthesizer is given: the text, or a spelling that it says better. */
  readonly say: string;
}

/** The texts of a language, in the order of its file. @throws when the file is not of that form */
export function readCatalogue(language: Language): CatalogueEntry[] {
  const file = path.join(root, language, 'catalogue.yaml');
  const entries = schema.parse(parse(readFileSync(file, 'utf8')));
  return Object.entries(entries).map(([name, entry]) =>
    typeof entry === 'string' ? { name, text: entry, say: entry } : { name, ...entry },
  );
}
