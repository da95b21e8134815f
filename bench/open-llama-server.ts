import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

const port = 4_480;
const patienceMs = 60_000;

/** llama.cpp's own server on the same model, threads and contexts, as a reference. */
export async function openLlamaServer(
  program: string,
  options: { file: string; sequences: number; contextTokens: number },
): Promise<{ url: string; close(): Promise<void> }> {
  const threads = String(Math.max(1, availableParallelism() - 1));
  const size = String(options.contextTokens * options.sequences);
  const places = ['--host', '127.0.0.1', '--port', String(port)];
  const args = ['-m', options.file, '-c', size, '-np', String(options.sequences), '-t', threads, ...places];
  const server = spawn(program, args, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + patienceMs;
  const isReady = () =>
    fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (server.exitCode !== null || performance.now() > deadline)
      throw new Error(`${program} did not answer at ${url}; try it by hand: ${program} ${args.join(' ')}`);
    await delay(200);
  }
  return {
    url,
    async close() {
      server.kill();
      if (server.exitCode === null) await once(server, 'exit');
    },
  };
}
