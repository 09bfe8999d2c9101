// npm run bench:usage: builds, then measures reports on usage. `-- --help` lists what it can do.
import { build } from './build.mjs';

if (!(await build())) process.exit(1);
await import('../dist/scripts/usage/main.js');
