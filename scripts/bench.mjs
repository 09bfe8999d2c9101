// npm run bench, and bench:panel, bench:recording, bench:usage: builds, then measures. With
// `-- --help` each lists what it can do.
import { build } from './build.mjs';

const benches = {
  calls: '../dist/scripts/bench/main.js',
  panel: '../dist/scripts/bench/panel/main.js',
  recording: '../dist/scripts/bench/recording.js',
  usage: '../dist/scripts/usage/main.js',
};
// What follows the name is read by the bench itself.
const [bench] = process.argv.splice(2, 1);
if (!Object.hasOwn(benches, bench)) {
  console.error(`bench: name one of ${Object.keys(benches).join(', ')}`);
  process.exit(1);
}
if (!(await build())) process.exit(1);
await import(benches[bench]);
