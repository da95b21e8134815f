import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { scrubbedEnvironment } from './scrubbed-environment.ts';
import type { Step } from './steps.ts';

const stampFile = '.next/gaianet-sources';
const folders = ['app', 'server', 'protocol', 'public'];
const files = ['package-lock.json', 'next.config.mjs', 'postcss.config.mjs', 'tsconfig.json'];

/** Builds the studio if its sources changed since the last build. */
export async function buildStudio(step: Step): Promise<void> {
  const wanted = sourcesHash();
  if (fs.existsSync('.next/BUILD_ID') && fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === wanted) {
    step.note('The build of an earlier start is still right');
    return;
  }
  step.progress('next build');
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: scrubbedEnvironment({}),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(`The studio could not be built:\n${output.slice(-6_000)}`);
  fs.writeFileSync(stampFile, wanted);
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  const all = folders.filter((folder) => fs.existsSync(folder)).flatMap((folder) => fs.globSync(`${folder}/**/*`));
  for (const file of [...all, ...files].sort()) {
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) continue;
    hash.update(`${path.normalize(file)}\n`).update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}
