import fs from 'node:fs';
import { createInterface } from 'node:readline/promises';

/** Asks before everything in the data folder is deleted; models stay, since they are only copies. */
export async function askReset(home: string): Promise<boolean> {
  if (!fs.existsSync(home)) return true;
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(
    `This deletes everything in ${home}: accounts, documents, agents, keys. Type "reset" to go on: `,
  );
  prompt.close();
  if (answer.trim() !== 'reset') return false;
  for (const name of fs.readdirSync(home)) {
    if (name !== 'models') fs.rmSync(`${home}/${name}`, { recursive: true, force: true });
  }
  return true;
}
