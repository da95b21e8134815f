import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Hono } from 'hono';
import { pino } from 'pino';
import type { Address } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import { noTools } from '#runtime/answers/tools/no-tools.ts';
import type { ChatRequest, Engine } from '#runtime/engine/engine.ts';
import { openSchemaChecker } from '#runtime/engine/grammar/check/open-schema-checker.ts';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { mountComparisons } from '#runtime/http/control/mount-comparisons.ts';
import { mountDrafts } from '#runtime/http/control/mount-drafts.ts';
import { mountPreview } from '#runtime/http/control/mount-preview.ts';
import { requireController } from '#runtime/http/control/require-controller.ts';
import { errorResponse } from '#runtime/http/error-response.ts';
import type { NodeEnv } from '#runtime/http/node-parts.ts';
import { openMetrics } from '#runtime/http/open-metrics.ts';
import { openNonceLog } from '#runtime/identity/open-nonce-log.ts';
import { openMemoryStore } from '#runtime/knowledge/memory/open-memory-store.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';

const identity = openTypedSigner(`0x${'77'.repeat(32)}`);

/** A request as it comes over the link of a node. */
interface ControlRequest {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
  signal?: AbortSignal;
}

/** A node as a studio reaches it: its own control API, search and answers over a scripted engine. */
export interface ControlNode {
  /** Throws `node_offline` while it isn't online. */
  client: { request(address: string, request: ControlRequest): Promise<Response> };
  engine: Engine;
  store: VectorStore;
  address: Address;
  /** Whose signature it obeys. */
  controller: Address | null;
  isOnline: boolean;
  /** What its model says. */
  reply: (request: ChatRequest) => string | { pieces: (string | Promise<unknown>)[] };
  /** Paths that were asked. */
  asked: string[];
  close(): Promise<void>;
}

export interface ControlNodeOptions {
  clock: () => Date;
  /** The vector of a text. */
  embed: (text: string) => Float32Array;
}

/** Opens one; it is paired by setting `controller`. */
export function openControlNode({ clock, embed }: ControlNodeOptions): ControlNode {
  const home = mkdtempSync(path.join(tmpdir(), 'gaia-creator-'));
  const script = openScriptedEngine({ replies: [(request) => node.reply(request)] });
  const engine = Object.assign(script, {
    embed: async ({ inputs }: { inputs: (string | number[])[] }) => ({
      vectors: inputs.map((input) => embed(String(input))),
      tokens: inputs.map(() => 1),
    }),
  });
  const schemas = openSchemaChecker();
  const store = openMemoryStore();
  const log = pino({ level: 'silent' });
  const loaded = async (model: { sha256: string }) => model.sha256;
  const parts = {
    ...{ engine, store, schemas, log, identity, clock, tools: noTools, metrics: openMetrics(engine) },
    ...{ openSecrets: () => ({}), loadEmbeddingModel: loaded, loadChatModel: loaded },
    loadAgentModels: () => Promise.resolve(),
  } as unknown as Parameters<typeof mountPreview>[1] & Parameters<typeof mountComparisons>[1];
  const app = new Hono<NodeEnv>();
  const pin = () => node.controller && { controller: node.controller, gatewayOrigin: 'http://gateway', chain: null };
  const nonces = openNonceLog({ home, clock });
  app.use('/control/*', requireController({ address: identity.address, pin: pin as never, nonces, clock }));
  mountDrafts(app, parts);
  mountPreview(app, parts);
  mountComparisons(app, parts);
  app.onError((cause) => errorResponse(cause));
  const node: ControlNode = {
    ...{ engine, store, address: identity.address, controller: null, isOnline: true, asked: [] },
    reply: () => 'A scripted answer.',
    client: {
      async request(_address, { method, path: route, headers, body, signal }) {
        if (!node.isOnline) throw new AppError('node_offline');
        node.asked.push(`${method} ${route}`);
        const init = { method, ...(headers && { headers }), ...(body && { body: Buffer.from(body) }) };
        return app.request(route, { ...init, ...(signal && { signal }) });
      },
    },
    async close() {
      await schemas.close();
      await engine.close();
      await store.close();
      rmSync(home, { recursive: true });
    },
  };
  return node;
}
