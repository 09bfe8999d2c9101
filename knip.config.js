// What nothing uses: files, exports, packages. `knip` counts the tests among the users;
// `knip --production` does not, and finds what only tests keep alive. What is for tests is marked
// `@internal`.
const withoutTests = process.argv.includes('--production');

export default {
  // What is run: by npm and node, as a process or a bundle of its own, or as a test.
  entry: [
    'scripts/*.mjs!',
    'scripts/{cli,render-prompts,usage}/main.ts!',
    'scripts/bench/{baseline,load,main,recording}.ts!',
    'scripts/bench/panel/{main,server}.ts!',
    'portal/client/*.ts!',
    'test/**/*.{test,live}.ts',
  ],
  project: [
    '{bridge,config,ivr,languages,portal,recordings,scripts}/**/*.{ts,mjs}!',
    'test/**/*.ts',
  ],
  // A type is exported along with what mentions it. A value that its own file uses may be exported
  // for a test, but for nobody it may not.
  ignoreExportsUsedInFile: withoutTests ? true : { interface: true, type: true },
  // Its WebAssembly is read as a file (bridge/media/codec/opus-library.ts).
  ignoreDependencies: ['@evan/opus'],
  // From Debian's packages (scripts/test-deps.mjs).
  ignoreBinaries: ['baresip', 'ffmpeg', 'ffprobe', 'prlimit', 'sipp'],
};
