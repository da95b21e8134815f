import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import pino from 'pino';
import { agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';
import { modelReference } from '#protocol/models/catalogue.ts';
import { noTools } from '#runtime/answers/tools/no-tools.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import { openSchemaChecker } from '#runtime/engine/grammar/check/open-schema-checker.ts';
import { openFileStore } from '#runtime/files/open-file-store.ts';
import { createApp } from '#runtime/http/create-app.ts';
import { openMetrics } from '#runtime/http/open-metrics.ts';
import { openResponses } from '#runtime/http/responses/open-responses.ts';
import { openMemoryStore } from '#runtime/knowledge/memory/open-memory-store.ts';
import { known } from './open-real-engine.ts';

/** The node's API over an engine, on a free port, with one agent "bench" that has no knowledge. */
export async function openChatServer(engine: Engine): Promise<{ url: string; close(): Promise<void> }> {
  const model = modelReference(known('smollm2-135m-instruct'));
  const manifest = agentManifestSchema.parse({
    format: 'gaianet.agent/1',
    name: 'Bench',
    slug: 'bench',
    version: 1,
    createdAt: '2026-01-01T00:00:00Z',
    model: { ...model, contextTokens: 2_048 },
    embedding: null,
    knowledge: [],
    retrieval: {},
    prompts: { system: 'You are a helpful assistant.', rag: '' },
    generation: {},
    evidence: {},
  });
  const agent = { deploymentId: '', manifest, manifestHash: '', collections: [], secrets: {} };
  const parts = {
    address: '0x0000000000000000000000000000000000000000',
    engine,
    store: openMemoryStore(),
    files: openFileStore(path.join(tmpdir(), 'gaianet-bench-files')),
    tools: noTools,
    schemas: openSchemaChecker(),
    agents: { list: () => [agent], find: () => agent, isRestoring: () => false },
    status: () => Promise.reject(new Error('not part of this bench')),
    metrics: openMetrics(engine),
    log: pino({ level: 'silent' }),
    access: { hosts: ['127.0.0.1'], apiKey: null },
  };
  const responses = openResponses(parts, path.join(tmpdir(), 'gaianet-bench-responses'));
  const app = createApp({ ...parts, responses });
  const answer = getRequestListener((request) => app.fetch(request, {}));
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
