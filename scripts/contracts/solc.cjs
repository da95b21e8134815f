#!/usr/bin/env node
'use strict';
// The compiler of the npm package `solc` with the few flags that forge calls a native solc with.
const fs = require('node:fs');

const args = process.argv.slice(2);
if (args.includes('--version')) {
  const { version } = require('solc/package.json');
  process.stdout.write(
    `solc, the solidity compiler commandline interface\nVersion: ${version}+commit.00000000.Emscripten.clang\n`,
  );
} else if (args.includes('--standard-json')) {
  const output = require('solc').compile(fs.readFileSync(0, 'utf8'));
  process.stdout.write(output, () => process.exit(0));
} else {
  process.stderr.write(`This compiler knows --version and --standard-json, not: ${args.join(' ')}\n`);
  process.exitCode = 1;
}
