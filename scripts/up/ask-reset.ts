import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { answersQueries } from '#server/db/embedded/answers-queries.ts';
import { knownCluster } from '#server/db/embedded/known-cluster.ts';
import { removeCluster } from '#server/db/embedded/remove-cluster.ts';
import { startPostgres } from '#server/db/embedded/start-postgres.ts';

/** Model files stay, since they are only copies; so does the lock that this very process holds. */
const kept = new Set(['models', 'up.pid']);

/** Asks, then deletes everything in the data folder. Returns false when the answer was not "reset", or when there was nobody to give one. */
export async function askReset(
  home: string,
  options: { isSure: boolean; input?: NodeJS.ReadableStream; output?: NodeJS.WritableStream },
): Promise<boolean> {
  const { isSure, input = process.stdin, output = process.stdout } = options;
  const question = `This deletes everything in ${home}: accounts, documents, agents, keys. Type "reset" to go on: `;
  if (!isSure && (await ask(question, { input, output })) !== 'reset') return false;
  await endDatabase(path.join(home, 'postgres'));
  for (const name of fs.readdirSync(home)) {
    if (!kept.has(name)) fs.rmSync(path.join(home, name), { recursive: true, force: true });
  }
  return true;
}

/** An answer from the terminal; empty when there is nobody to ask. */
function ask(
  question: string,
  terminal: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream },
): Promise<string> {
  const prompt = createInterface(terminal);
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
  const known = knownCluster(folder);
  const state = known?.isMoved ? null : known;
  const address = state && `postgresql://postgres:${state.password}@127.0.0.1:${state.port}/postgres`;
  if (address && (await answersQueries(address))) await (await startPostgres({ folder })).stop();
  removeCluster(folder);
}
