import path from 'node:path';
import { fileURLToPath } from 'node:url';

// Compiled, this file is dist/scripts/render-prompts/paths.js.
const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** The project's own prompt pack. */
export const root = path.join(project, 'ivr', 'prompts');
