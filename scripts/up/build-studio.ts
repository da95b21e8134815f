import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { killGroup } from './end-program.ts';
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
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      output = (output + bytes.toString()).slice(-6_000);
    });
  }
  const code = await untilBuilt(child, signal);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`The studio could not be built:\n${output}`);
  fs.writeFileSync(stampFile, wanted);
}

/** A build leads a process group of its own, which ends with the wish to stop, or with this process. */
async function untilBuilt(child: ChildProcess, signal: AbortSignal): Promise<number | null> {
  const end = () => child.pid !== undefined && killGroup(child.pid);
  signal.addEventListener('abort', end);
  process.on('exit', end);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
  } finally {
    signal.removeEventListener('abort', end);
    process.off('exit', end);
  }
}
