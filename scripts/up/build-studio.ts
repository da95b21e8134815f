import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { hashSources } from './hash-sources.ts';
import { scrubbedEnvironment } from './scrubbed-environment.ts';
import type { Step } from './steps.ts';

const stampFile = '.next/gaianet-sources';

/** Builds the studio if its sources changed since the last build. */
export async function buildStudio(step: Step, signal: AbortSignal): Promise<void> {
  const wanted = hashSources();
  if (fs.existsSync('.next/BUILD_ID') && fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === wanted) {
    step.note('The build of an earlier start is still right');
    return;
  }
  fs.rmSync(stampFile, { force: true });
  step.progress('next build, about a minute the first time');
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: scrubbedEnvironment({}),
    signal,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      output = (output + bytes.toString()).slice(-6_000);
    });
  }
  const [code] = await once(child, 'close', { signal });
  if (code !== 0) throw new Error(`The studio could not be built:\n${output}`);
  fs.writeFileSync(stampFile, wanted);
}
