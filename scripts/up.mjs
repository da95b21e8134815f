// npm run up: from a fresh clone to a running product. Starts on any Node from 20.19 and goes on in the product's own.
import fs from 'node:fs';
import path from 'node:path';
import { continueIn, ensureToolchain } from './start/ensure-toolchain.mjs';

const flags = process.argv.slice(2);

if (flags.includes('--help') || flags.includes('-h')) {
  console.log(fs.readFileSync(path.join(import.meta.dirname, 'up/usage.txt'), 'utf8').trimEnd());
} else {
  try {
    const node = await ensureToolchain((line) => console.log(line));
    continueIn(node, ['scripts/up/main.ts', ...flags]);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
