#!/usr/bin/env node
// The command line: builds what is missing, then runs it.
import { build } from './build.mjs';

if (await build()) await import('../dist/scripts/cli/main.js');
else process.exitCode = 1;
