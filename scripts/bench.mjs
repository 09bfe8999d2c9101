// npm run bench: builds, then measures the bridge. `npm run bench -- --help` lists what it can do.
import { build } from './build.mjs';

if (!(await build())) process.exit(1);
await import('../dist/scripts/bench/main.js');
