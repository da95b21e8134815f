import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { answersQueries } from '#server/db/embedded/answers-queries.ts';
import { removeCluster } from '#server/db/embedded/remove-cluster.ts';
import { readServerState } from '#server/db/embedded/server-state.ts';
import { startPostgres } from '#server/db/embedded/start-postgres.ts';

/** Model files stay, since they are only copies; so does the lock that this very process holds. */
const kept = new Set(['models', 'up.pid']);

/** Asks, then deletes everything in the data folder. Returns false when the answer was no. */
export async function askReset(home: string, options: { isSure: boolean }): Promise<boolean> {
  const question = `This deletes everything in ${home}: accounts, documents, agents, keys. Type "reset" to go on: `;
  if (!options.isSure && (await ask(question)) !== 'reset') return false;
  await endDatabase(path.join(home, 'postgres'));
  for (const name of fs.readdirSync(home)) {
    if (!kept.has(name)) fs.rmSync(path.join(home, name), { recursive: true, force: true });
  }
  return true;
}

/** An answer from the terminal; empty when there is nobody to ask. */
function ask(question: string): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve) => {
    prompt.on('close', () => resolve(''));
    prompt.question(question, (answer) => {
      resolve(answer.trim());
      prompt.close();
    });
  });
}

/** A server that outlived an earlier run is stopped before its files go. */
async function endDatabase(folder: string): Promise<void> {
  const state = readServerState(`${folder}.json`);
  const address = state && `postgresql://postgres:${state.password}@127.0.0.1:${state.port}/postgres`;
  if (address && (await answersQueries(address))) await (await startPostgres({ folder })).stop();
  removeCluster(folder);
}
