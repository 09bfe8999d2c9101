// Renders everything that callers hear: prompts, tones and hold music. See render-prompts/main.ts.
// usage: node scripts/render-prompts.mjs [en | fr | sounds]…
import { build } from './build.mjs';

if (await build()) await import('../dist/scripts/render-prompts/main.js');
else process.exitCode = 1;
