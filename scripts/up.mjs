// npm run up: from a fresh clone to a running product. Starts on any Node from 20.19 and goes on in the product's own.
import { continueIn, ensureToolchain } from './start/ensure-toolchain.mjs';

try {
  const node = await ensureToolchain((line) => console.log(line));
  continueIn(node, ['scripts/up/main.ts', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
