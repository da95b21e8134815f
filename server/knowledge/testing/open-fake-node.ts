import { hash } from 'node:crypto';
import { vectorToBytes } from '#protocol/bundles/vector-bytes.ts';
import {
  controlEmbedSchema,
  controlPreviewSchema,
  controlSearchSchema,
  controlTokenizeSchema,
  type DraftPoints,
  draftPointsSchema,
} from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { openAiError } from '#protocol/open-ai-error.ts';
import type { NodeClient } from '#server/deps-type.ts';
import { countWords } from './count-words.ts';

const fakeDimensions = 384;

export interface FakeNode extends NodeClient {
  /** Texts of every embed request that was answered. */
  embedded: string[][];
  collections: Map<string, Map<string, DraftPoints['upsert'][number]>>;
  /** Paths of every request, with method. */
  requests: string[];
  /** What the agent of a preview says to the last message. */
  reply: (manifest: AgentManifest, question: string) => string;
  /** Called before each answer; may wait, or throw the `AppError` that the node answers with. */
  before: (request: { method: string; path: string; embedRequests: number }) => Promise<void>;
  /** The answer to a request, as JSON. */
  answer(method: string, path: string, body: unknown): Promise<Response>;
}

/** Stands in for a node across the gateway: embeds by hashing words, counts words as tokens, searches by cosine. */
export function openFakeNode(): FakeNode {
  const node: FakeNode = {
    embedded: [],
    collections: new Map(),
    requests: [],
    reply: () => 'Yes.',
    before: () => Promise.resolve(),
    async answer(method, path, body) {
      node.requests.push(`${method} ${path}`);
      try {
        await node.before({
          method,
          path,
          embedRequests: node.requests.filter((one) => one.endsWith('/embed')).length,
        });
        return Response.json(await respond(node, { method, path, body }));
      } catch (cause) {
        if (cause instanceof AppError && cause.code === 'node_offline') throw cause;
        const { status, error } = openAiError(cause);
        return Response.json({ error }, { status });
      }
    },
    request: (_address, { method, path, body }) => {
      const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : (body ?? 'null');
      return node.answer(method, path, JSON.parse(text));
    },
  };
  return node;
}

/** The vector that the fake node gives a text: a bag of hashed words, of unit length. */
export function fakeVector(text: string): Float32Array<ArrayBuffer> {
  const vector = new Float32Array(fakeDimensions);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    const at = hash('sha256', word, 'buffer').readUInt16LE(0) % fakeDimensions;
    vector[at] = (vector[at] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

async function respond(node: FakeNode, request: { method: string; path: string; body: unknown }): Promise<unknown> {
  const { method, path, body } = request;
  const collection = /^\/control\/collections\/([^/]+)/.exec(path)?.[1];
  if (path === '/control/embed') return embed(node, body);
  if (path === '/control/tokenize') return { counts: await countWords(controlTokenizeSchema.parse(body).texts) };
  if (path === '/control/search') return search(node, body);
  if (path === '/control/preview') return preview(node, body);
  if (path === '/control/calibrate') return { threshold: 0.25 };
  if (collection && method === 'GET') return { chunkIds: [...(node.collections.get(collection)?.keys() ?? [])] };
  if (collection && method === 'PUT') return put(node, collection, body);
  if (collection && method === 'DELETE') return { deleted: node.collections.delete(collection) };
  throw new AppError('not_found');
}

async function embed(node: FakeNode, body: unknown): Promise<unknown> {
  const { texts } = controlEmbedSchema.parse(body);
  node.embedded.push(texts);
  const vectors = texts.map((text) => Buffer.from(vectorToBytes(fakeVector(text))).toString('base64'));
  return { dimensions: fakeDimensions, vectors, tokens: await countWords(texts) };
}

function preview(node: FakeNode, body: unknown): unknown {
  const { manifest, request } = controlPreviewSchema.parse(body);
  const messages = request.messages as { content: string }[];
  const content = node.reply(manifest, messages.at(-1)?.content ?? '');
  return { choices: [{ message: { content } }], usage: { prompt_tokens: 7, completion_tokens: 3 } };
}

function put(node: FakeNode, name: string, body: unknown): unknown {
  const { upsert, remove } = draftPointsSchema.parse(body);
  const points = node.collections.get(name) ?? new Map<string, DraftPoints['upsert'][number]>();
  for (const id of remove) points.delete(id);
  for (const point of upsert) points.set(point.id, point);
  node.collections.set(name, points);
  return { count: points.size };
}

function search(node: FakeNode, body: unknown): unknown {
  const { collections, query, retrieval } = controlSearchSchema.parse(body);
  const asked = fakeVector(query);
  const found = collections
    .flatMap((name) => [...(node.collections.get(name)?.values() ?? [])])
    .map((point) => ({
      point,
      score: fakeVector(point.text).reduce((sum, value, at) => sum + value * (asked[at] ?? 0), 0),
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, retrieval.denseLimit);
  const candidates = found.map(({ point, score }, rank) => {
    const { id, document, vector: _vector, ...passage } = point;
    const scores = { dense: score, denseRank: rank + 1, text: null, textRank: null, fused: 1 / (61 + rank) };
    return { ...passage, chunkId: id, documentSha256: document, scores };
  });
  const [best] = candidates;
  const passages = best
    ? [
        {
          marker: 1,
          chunkIds: [best.chunkId],
          documentName: best.documentName,
          text: best.text,
          tokenCount: best.tokenCount,
        },
      ]
    : [];
  const strength = found[0]?.score ?? 0;
  const threshold = retrieval.evidenceThreshold;
  const evidence = { strength, threshold, isSufficient: strength >= threshold, reason: 'cosine' };
  return { query, candidates, evidence, passages, timesMs: { embed: 1, dense: 1, text: 0, fuse: 0, total: 2 } };
}
