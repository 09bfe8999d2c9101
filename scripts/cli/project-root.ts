import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** This module runs from dist/scripts/cli. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
