import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bytesToVector } from '#protocol/bundles/vector-bytes.ts';
import { createAccount } from '#server/accounts/create-account.ts';
import { openFolderBlobs } from '#server/blobs/open-folder-blobs.ts';
import { addDocument } from '#server/knowledge/add-document.ts';
import { createKnowledge } from '#server/knowledge/create-knowledge.ts';
import { embeddingText } from '#server/knowledge/embedding-text.ts';
import { type FakeNode, fakeVector, openFakeNode } from '#server/knowledge/testing/open-fake-node.ts';
import { addNode, bytesOf } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { openSecretBox } from '#server/secrets/open-secret-box.ts';
import { openTestDatabase, type TestDatabase } from '#server/testing/open-test-database.ts';

const workerFile = path.resolve('server/knowledge/testing/worker-process.ts');
const passages = 200;

let database: TestDatabase;
let folder: string;
let node: FakeNode;
let server: Server;
let workers: ChildProcess[];
let secretKey: string;

beforeEach(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'gaia-kill-'));
  secretKey = randomBytes(32).toString('hex');
  workers = [];
  node = openFakeNode();
  server = createServer((request, response) => {
    void (async () => {
      const body: unknown = JSON.parse((await text(request)) || 'null');
      const answer = await node.answer(request.method ?? '', request.url ?? '', body);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  for (const worker of workers) await kill(worker);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

function startWorker(aheadMs: number): ChildProcess {
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const options = { databaseUrl: database.url, blobs: folder, secretKey, nodeUrl: `http://127.0.0.1:${port}`, aheadMs };
  const worker = spawn(process.execPath, [workerFile, JSON.stringify(options)], { stdio: 'inherit' });
  workers.push(worker);
  return worker;
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

async function addBook(): Promise<string> {
  const deps = {
    db: database.db,
    blobs: openFolderBlobs(folder),
    secrets: openSecretBox({ current: Buffer.from(secretKey, 'hex') }),
    clock: () => new Date(),
  };
  const { id: ownerId } = await createAccount(deps as Parameters<typeof createAccount>[0], { name: 'Ada' });
  await addNode(deps, ownerId);
  const { id: knowledgeId } = await createKnowledge(deps, { ownerId, name: 'Book' });
  const book = Array.from({ length: passages }, (_, index) => `## Part ${index}\n\nPart ${index} tells of bees.`).join(
    '\n\n',
  );
  const { documentId } = await addDocument(deps, { ownerId, knowledgeId, name: 'book.md', content: bytesOf(book) });
  return documentId;
}

test.each([
  ['while passages are counted', '/control/tokenize', 2],
  ['while passages are embedded', '/control/embed', 4],
])('a worker killed %s is followed by one that goes on: no passage missing, none twice', async (_when, at, nth) => {
  const documentId = await addBook();
  const reached = Promise.withResolvers<void>();
  const never = Promise.withResolvers<void>();
  let requests = 0;
  node.before = ({ path: asked }) => {
    if (asked === at) requests += 1;
    if (asked !== at || requests !== nth) return Promise.resolve();
    reached.resolve();
    return never.promise;
  };
  const first = startWorker(0);
  await reached.promise;
  await kill(first);
  const keptVectors = await database.db.chunkVector.count();
  const embeddedBefore = node.embedded.flat().length;

  node.before = () => Promise.resolve();
  startWorker(60_000);
  await vi.waitFor(
    async () => {
      const { state } = await database.db.document.findUniqueOrThrow({ where: { id: documentId } });
      expect(state).toBe('ready');
    },
    { timeout: 40_000, interval: 100 },
  );

  const chunks = await database.db.chunk.findMany({
    where: { documentId },
    orderBy: { ordinal: 'asc' },
    include: { vector: true },
  });
  expect(chunks.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: passages }, (_, index) => index));
  expect(chunks.map(({ text: words }) => words)).toEqual(
    Array.from({ length: passages }, (_, index) => `Part ${index} tells of bees.`),
  );
  for (const chunk of chunks) {
    const vector = bytesToVector(chunk.vector?.vector ?? new Uint8Array(), 384);
    expect(vector).toEqual(fakeVector(embeddingText(chunk)));
  }
  expect(await database.db.chunkVector.count()).toBe(passages);
  // What the first worker kept was not embedded again.
  expect(node.embedded.flat().length - embeddedBefore).toBeLessThanOrEqual(passages - keptVectors);
  if (at === '/control/embed') expect(keptVectors).toBeGreaterThan(0);
});
