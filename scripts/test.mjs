// npm test: everything, from a fresh clone.
import { continueIn, ensureToolchain } from './start/ensure-toolchain.mjs';

try {
  const node = await ensureToolchain((line) => console.log(line));
  continueIn(node, ['scripts/test/main.ts', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
