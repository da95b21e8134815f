import pg from 'pg';
import { jobChannel } from './enqueue-job.ts';

/** Hears of new and cancelled jobs the moment they are committed. A lost connection is only a lost convenience: workers also look on their own. */
export async function listenForJobs(
  url: string,
  onMessage: (message: string) => void,
): Promise<{ close(): Promise<void> }> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  client.on('notification', ({ payload }) => onMessage(payload ?? ''));
  await client.connect();
  await client.query(`LISTEN ${jobChannel}`);
  return { close: () => client.end() };
}
