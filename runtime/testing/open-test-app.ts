import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { exampleNodeStatus } from '#protocol/link/example-node-status.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { noTools } from '#runtime/answers/tools/no-tools.ts';
import { openSchemaChecker } from '#runtime/engine/grammar/check/open-schema-checker.ts';
import {
  openScriptedEngine,
  type ScriptedEngine,
  type ScriptedEngineOptions,
} from '#runtime/engine/scripted/open-scripted-engine.ts';
import { openFileStore } from '#runtime/files/open-file-store.ts';
import { createApp } from '#runtime/http/create-app.ts';
import type { LocalAccess, NodeApp, NodeParts } from '#runtime/http/node-parts.ts';
import { openMetrics } from '#runtime/http/open-metrics.ts';
import { openResponses } from '#runtime/http/responses/open-responses.ts';
import { openMemoryStore } from '#runtime/knowledge/memory/open-memory-store.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import type { NodePlugins } from '#runtime/plugins/open-node-plugins.ts';
import type { PromptMeans } from '#runtime/prompts/prompt-means.ts';
import type { ToolExecutor } from '#runtime/tools/tool-executor.ts';
import { testManifest } from './test-manifest.ts';

/** What the knowledge of the test agent says. */
export const creditsTexts = ['Credits are the unspent part of a deposit.', 'Nodes dial out to a gateway.'];
const address = `0x${'77'.repeat(20)}`;
const collection = 'bundle-credits';

export interface TestApp {
  app: NodeApp;
  engine: ScriptedEngine;
  store: VectorStore;
  /** Log lines as objects, oldest first. */
  logged: { level: number; msg: string; [field: string]: unknown }[];
  /** Posts JSON to a path as a caller on this machine would. */
  post(path: string, body: unknown, init?: RequestInit): Promise<Response>;
  get(path: string, init?: RequestInit): Promise<Response>;
}

export interface TestAppOptions {
  engine?: ScriptedEngineOptions;
  manifest?: Partial<AgentManifest>;
  /** What the agent's knowledge holds; an empty list for an agent without knowledge. */
  texts?: string[];
  access?: Partial<LocalAccess>;
  tools?: ToolExecutor;
  prompts?: PromptMeans;
  plugins?: NodePlugins;
  isRestoring?: boolean;
  /** Nothing is deployed. */
  isEmpty?: boolean;
}

/** The node's HTTP app over the scripted engine and the memory store, with one live agent called `guide`. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const engine = openScriptedEngine(options.engine);
  const store = openMemoryStore();
  const texts = options.texts ?? creditsTexts;
  const { manifest, manifestHash } = testManifest(options.manifest);
  if (texts.length > 0) await fillStore({ engine, store }, texts);
  const collections = texts.length > 0 ? [collection] : [];
  const live = options.isEmpty ? [] : [{ deploymentId: 'test', manifest, manifestHash, collections, secrets: {} }];
  const logged: TestApp['logged'] = [];
  const parts: Omit<NodeParts, 'responses'> = {
    address,
    engine,
    store,
    files: openFileStore(path.join(tmpdir(), `gaianet-files-${crypto.randomUUID()}`)),
    tools: options.tools ?? noTools,
    schemas: openSchemaChecker(),
    prompts: options.prompts,
    plugins: options.plugins,
    agents: {
      list: () => live,
      find: (slug) => live.find((agent) => agent.manifest.slug === slug),
      isRestoring: () => options.isRestoring ?? false,
    },
    status: async () => exampleNodeStatus(address),
    metrics: openMetrics(engine),
    log: pino({ level: 'info' }, { write: (line) => void logged.push(JSON.parse(line)) }),
    access: { hosts: ['127.0.0.1', 'localhost', '[::1]'], apiKey: null, ...options.access },
  };
  const responses = openResponses(parts, path.join(tmpdir(), `gaianet-responses-${crypto.randomUUID()}`));
  const app = createApp({ ...parts, responses });
  const send = async (path: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    if (!headers.has('host')) headers.set('host', '127.0.0.1:8080');
    return app.request(path, { ...init, headers }, {});
  };
  return {
    ...{ app, engine, store, logged },
    get: (path, init = {}) => send(path, init),
    post: (path, body, init = {}) =>
      send(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), ...init }),
  };
}

async function fillStore({ engine, store }: { engine: ScriptedEngine; store: VectorStore }, texts: string[]) {
  const { vectors } = await engine.embed(
    { modelId: 'e'.repeat(64), inputs: texts, priority: 'ingest' },
    new AbortController().signal,
  );
  engine.calls.embed.length = 0;
  await store.createCollection(collection, { dimensions: vectors[0]?.length ?? 0 });
  const points = texts.map((text, index) => ({
    id: String(index).padStart(32, '0'),
    vector: vectors[index] ?? new Float32Array(),
    passage: {
      text,
      tokenCount: text.split(' ').length,
      documentName: 'credits.md',
      documentSha256: 'd'.repeat(64),
      ordinal: index * 2,
      headingPath: [],
      pageStart: null,
      pageEnd: null,
      startOffset: 0,
      endOffset: text.length,
    },
  }));
  await store.upsert(collection, points);
}
