import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

const patienceMs = 60_000;

export interface LlamaServerOptions {
  /** The program's path. */
  program: string;
  /** Model file. */
  file: string;
  sequences: number;
  /** Of one sequence. */
  contextTokens: number;
}

/** Starts llama.cpp's own server with as many threads as our engine uses, and waits until it is ready. */
export async function startLlamaServer(options: LlamaServerOptions): Promise<{ url: string; close(): Promise<void> }> {
  const { program, file, sequences, contextTokens } = options;
  const threads = Math.max(1, availableParallelism() - 1);
  const port = await findFreePort();
  const size = ['-c', contextTokens * sequences, '-np', sequences, '-t', threads].map(String);
  const args = ['-m', file, ...size, '--host', '127.0.0.1', '--port', String(port)];
  const server = spawn(program, args, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + patienceMs;
  while (!(await isReady(url))) {
    if (server.exitCode !== null || performance.now() > deadline)
      throw new Error(`${program} did not answer at ${url}; try it by hand: ${program} ${args.join(' ')}`);
    await delay(100);
  }
  return {
    url,
    async close() {
      server.kill();
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
