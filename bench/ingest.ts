import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { nodeEnvironment } from '#runtime/env.ts';
import { openMemoryStore } from '#runtime/knowledge/memory/open-memory-store.ts';
import { readDownloadEnvironment } from '#runtime/models/env.ts';
import { openModelStore } from '#runtime/models/open-model-store.ts';
import { openNode } from '#runtime/open-node.ts';
import { createAccount } from '#server/accounts/create-account.ts';
import { openFolderBlobs } from '#server/blobs/open-folder-blobs.ts';
import { openDatabase } from '#server/db/client.ts';
import { ensureDatabase } from '#server/db/embedded/ensure-database.ts';
import { startPostgres } from '#server/db/embedded/start-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import type { Deps } from '#server/deps-type.ts';
import { openGateway } from '#server/gateway/open-gateway.ts';
import { runJobs } from '#server/jobs/run-jobs.ts';
import { waitForJob } from '#server/jobs/wait-for-job.ts';
import { addDocument } from '#server/knowledge/add-document.ts';
import { createKnowledge } from '#server/knowledge/create-knowledge.ts';
import { embeddingText } from '#server/knowledge/embedding-text.ts';
import { knowledgeJobs } from '#server/knowledge/knowledge-jobs.ts';
import { createJoinToken } from '#server/nodes/create-join-token.ts';
import { listNodes } from '#server/nodes/list-nodes.ts';
import { openNodeClient } from '#server/nodes/open-node-client.ts';
import { openSecretBox } from '#server/secrets/open-secret-box.ts';
import { known, openRealEngine } from './open-real-engine.ts';
import { round } from './statistics.ts';

const copies = 3;
const pagesPerDocument = 4;

/** Chunks per second from upload to vectors in the database, through gateway and node, beside the embedding engine alone on the same texts. Target ≥ 0.8. */
export async function runIngestBench(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gaianet-ingest-'));
  const stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  try {
    const { deps, databaseUrl } = await openStudio(folder, stack);
    const { engine } = await openRealEngine();
    stack.defer(() => engine.close());
    const owner = await createAccount(deps, { name: 'Bench' });
    await openLinkedNode({ deps, folder, engine, ownerId: owner.id, stack });
    await engine.embed(
      { modelId: known('all-minilm-l6-v2').sha256, inputs: ['warm up'], priority: 'ingest' },
      new AbortController().signal,
    );

    const pipeline = await timePipeline(deps, { ownerId: owner.id, databaseUrl });
    const alone = await timeEngine(engine, pipeline.texts);
    const ratio = pipeline.rate / alone;
    console.table([
      {
        chunks: pipeline.texts.length,
        'pipeline chunks/s': round(pipeline.rate),
        'engine alone chunks/s': round(alone),
        'pipeline ÷ engine': round(ratio, 2),
        'target ≥ 0.8': ratio >= 0.8 ? 'met' : 'missed',
      },
    ]);
  } finally {
    await stack.disposeAsync();
  }
}

async function openStudio(folder: string, stack: AsyncDisposableStack): Promise<{ deps: Deps; databaseUrl: string }> {
  const server = await startPostgres({ folder: path.join(folder, 'postgres') });
  stack.defer(() => server.stop());
  const databaseUrl = await ensureDatabase(server.url, 'bench');
  await migrate(databaseUrl, path.resolve('prisma/migrations'));
  const secrets = openSecretBox({ current: new Uint8Array(32).fill(7) });
  const db = openDatabase(databaseUrl);
  stack.defer(() => db.$disconnect());
  const shared = {
    db,
    secrets,
    blobs: openFolderBlobs(path.join(folder, 'blobs')),
    clock: () => new Date(),
    chain: null,
    ipfs: { node: null, gateway: null },
    log: pino({ level: 'silent' }),
    origins: { studio: 'http://127.0.0.1', gateway: '' },
  };
  const gateway = await openGateway(shared, { host: '127.0.0.1', port: 0 });
  stack.defer(() => gateway.close());
  shared.origins.gateway = gateway.url;
  const nodes = openNodeClient({ gatewayUrl: gateway.url, secrets });
  stack.defer(() => nodes.close());
  return { deps: { ...shared, nodes }, databaseUrl };
}

async function openLinkedNode(input: {
  deps: Deps;
  folder: string;
  engine: Parameters<typeof openNode>[0]['engine'];
  ownerId: string;
  stack: AsyncDisposableStack;
}): Promise<void> {
  const { deps, folder, engine, ownerId, stack } = input;
  const { token } = await createJoinToken(deps, { ownerId });
  const settings = nodeEnvironment.parse({
    GAIA_NODE_HOME: path.join(folder, 'node'),
    GAIA_NODE_PORT: 0,
    GAIA_GATEWAY_URL: deps.origins.gateway,
    GAIA_JOIN_TOKEN: token,
  });
  const models = openModelStore({ folder: path.join(folder, 'models'), environment: readDownloadEnvironment() });
  const node = await openNode({
    settings,
    engine,
    store: openMemoryStore(),
    models,
    log: deps.log,
    logLines: () => [],
  });
  stack.defer(() => node.close());
  while (!(await listNodes(deps, { ownerId })).some(({ isOnline }) => isOnline))
    await new Promise((resolve) => setTimeout(resolve, 20));
}

async function timePipeline(
  deps: Deps,
  input: { ownerId: string; databaseUrl: string },
): Promise<{ rate: number; texts: string[] }> {
  const { ownerId, databaseUrl } = input;
  const stopping = new AbortController();
  const { signal } = stopping;
  const worker = runJobs(deps, { kinds: knowledgeJobs, databaseUrl, concurrency: 4, signal });
  const { id: knowledgeId } = await createKnowledge(deps, { ownerId, name: 'Bench' });
  const startedMs = performance.now();
  const jobs: string[] = [];
  for (const { name, text } of documents()) {
    const content = (async function* () {
      yield new TextEncoder().encode(text);
    })();
    jobs.push((await addDocument(deps, { ownerId, knowledgeId, name, content })).jobId);
  }
  for (const jobId of jobs) await waitForJob(deps, { jobId });
  const seconds = (performance.now() - startedMs) / 1_000;
  stopping.abort();
  await worker;
  const chunks = await deps.db.chunk.findMany({ where: { knowledgeId }, select: { headingPath: true, text: true } });
  return { rate: chunks.length / seconds, texts: chunks.map(embeddingText) };
}

/** Documents of the length people upload (2,000 words): four of the handbook's pages in one, in several copies that differ. */
function documents(): { name: string; text: string }[] {
  const folder = path.resolve('docs/handbook');
  const pages = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  const groups = Math.ceil(pages.length / pagesPerDocument);
  return Array.from({ length: groups * copies }, (_, index) => {
    const start = (index % groups) * pagesPerDocument;
    const text = pages.slice(start, start + pagesPerDocument).join('\n\n');
    return { name: `${index}.md`, text: `${text}\n\nThis is document ${index}.\n` };
  });
}

async function timeEngine(engine: Parameters<typeof openNode>[0]['engine'], texts: string[]): Promise<number> {
  const modelId = known('all-minilm-l6-v2').sha256;
  const startedMs = performance.now();
  for (let start = 0; start < texts.length; start += 32) {
    await engine.embed(
      { modelId, inputs: texts.slice(start, start + 32), priority: 'ingest' },
      new AbortController().signal,
    );
  }
  return texts.length / ((performance.now() - startedMs) / 1_000);
}
