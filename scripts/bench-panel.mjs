// Measures live control of 500 lines: node scripts/bench-panel.mjs [members] [talkers] [watchers].
import { build } from './build.mjs';

if (!(await build())) process.exit(1);
await import('../dist/scripts/bench/panel/main.js');
