// npm run bench:recording: what recording costs, how soon a long file can be played, and its length.
import { build } from './build.mjs';

if (!(await build())) process.exit(1);
await import('../dist/scripts/bench/recording.js');
