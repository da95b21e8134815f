import pino from 'pino';
import { z } from 'zod';
import { openFolderBlobs } from '#server/blobs/open-folder-blobs.ts';
import { openDatabase } from '#server/db/client.ts';
import type { Deps } from '#server/deps-type.ts';
import { runJobs } from '#server/jobs/run-jobs.ts';
import { knowledgeJobs } from '#server/knowledge/knowledge-jobs.ts';
import { openSecretBox } from '#server/secrets/open-secret-box.ts';

const options = z
  .object({
    databaseUrl: z.string(),
    blobs: z.string(),
    secretKey: z.string(),
    nodeUrl: z.string(),
    aheadMs: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

// A worker of its own for tests that kill it; its clock may run ahead, so that leases of a dead one are over at once.
const deps: Deps = {
  db: openDatabase(options.databaseUrl, { connections: 4 }),
  blobs: openFolderBlobs(options.blobs),
  secrets: openSecretBox({ current: Buffer.from(options.secretKey, 'hex') }),
  nodes: {
    request: (_address, { method, path, body, signal }) =>
      fetch(options.nodeUrl + path, { method, body: body ? Buffer.from(body) : null, signal: signal ?? null }),
  },
  clock: () => new Date(Date.now() + options.aheadMs),
  chain: null,
  ipfs: { node: null, gateway: null },
  log: pino({ level: 'silent' }),
  origins: { studio: 'http://127.0.0.1', gateway: 'http://127.0.0.1' },
};

await runJobs(deps, {
  kinds: knowledgeJobs,
  databaseUrl: options.databaseUrl,
  concurrency: 1,
  signal: new AbortController().signal,
});
