import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';

const uuid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const sparse = z.strictObject({ indices: z.array(z.int().nonnegative()), values: z.array(z.number()) });
const pointSchema = z.strictObject({
  id: uuid,
  vector: z.strictObject({ dense: z.array(z.number()), text: sparse }),
  payload: z.record(z.string(), z.unknown()),
});
const bodies = {
  create: z.strictObject({
    vectors: z.strictObject({ dense: z.strictObject({ size: z.int().positive(), distance: z.literal('Cosine') }) }),
    sparse_vectors: z.strictObject({ text: z.strictObject({ modifier: z.literal('idf') }) }),
  }),
  upsert: z.strictObject({ points: z.array(pointSchema).min(1) }),
  ids: z.looseObject({ ids: z.array(uuid).optional(), points: z.array(uuid).optional() }),
  scroll: z.looseObject({ limit: z.int().positive(), offset: uuid.optional() }),
  query: z.looseObject({
    query: z.union([z.array(z.number()), sparse]),
    using: z.enum(['dense', 'text']),
    limit: z.int().positive(),
  }),
};

type Point = z.infer<typeof pointSchema>;
interface Collection {
  size: number;
  points: Map<string, Point>;
}
interface Answer {
  status: number;
  result: unknown;
}

/** For tests where no server is given: the few calls of Qdrant's REST API that the store makes, in memory, strict about their shapes. */
export async function openQdrantImitation(apiKey: string): Promise<{ url: string; close(): Promise<void> }> {
  const collections = new Map<string, Collection>();
  const server = createServer((request, response) => {
    void answer(collections, apiKey, request).then(({ status, result }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ result, status: status < 300 ? 'ok' : { error: String(result) }, time: 0 }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

async function answer(collections: Map<string, Collection>, apiKey: string, request: IncomingMessage): Promise<Answer> {
  if (request.headers['api-key'] !== apiKey) return { status: 401, result: 'Invalid API key' };
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const [, , key = '', ...rest] = pathname.split('/').map(decodeURIComponent);
  const call = [request.method, ...(key ? ['collection'] : ['collections']), ...rest].join(' ');
  try {
    const body: unknown = JSON.parse((await readBody(request)) || '{}');
    if (call === 'GET collections') {
      return ok({ collections: [...collections.keys()].map((name) => ({ name })) });
    }
    return answerCollection(collections, key, { call, body });
  } catch (error) {
    return { status: 400, result: String(error) };
  }
}

function answerCollection(
  collections: Map<string, Collection>,
  key: string,
  { call, body }: { call: string; body: unknown },
): Answer {
  const collection = collections.get(key);
  if (call === 'GET collection exists') return ok({ exists: collection !== undefined });
  if (call === 'PUT collection') {
    if (collection) return { status: 409, result: 'already exists' };
    collections.set(key, { size: bodies.create.parse(body).vectors.dense.size, points: new Map() });
    return ok(true);
  }
  if (!collection) return { status: 404, result: `Collection ${key} doesn't exist` };
  if (call === 'DELETE collection') return ok(collections.delete(key));
  if (call === 'GET collection') {
    return ok({ config: { params: { vectors: { dense: { size: collection.size, distance: 'Cosine' } } } } });
  }
  return answerPoints(collection, call, body);
}

function answerPoints({ points }: Collection, call: string, body: unknown): Answer {
  switch (call) {
    case 'PUT collection points':
      for (const point of bodies.upsert.parse(body).points) points.set(point.id, point);
      return ok({ operation_id: 1, status: 'completed' });
    case 'POST collection points delete':
      for (const id of bodies.ids.parse(body).points ?? []) points.delete(id);
      return ok({ operation_id: 1, status: 'completed' });
    case 'POST collection points':
      return ok((bodies.ids.parse(body).ids ?? []).flatMap((id) => points.get(id) ?? []));
    case 'POST collection points count':
      return ok({ count: points.size });
    case 'POST collection points scroll':
      return ok(scroll([...points.values()], bodies.scroll.parse(body)));
    case 'POST collection points query':
      return ok({ points: query([...points.values()], bodies.query.parse(body)) });
    default:
      return { status: 404, result: `No such call: ${call}` };
  }
}

function scroll(points: Point[], { limit, offset }: z.infer<typeof bodies.scroll>) {
  const rest = points.toSorted(byId).filter((point) => !offset || point.id >= offset);
  const page = rest.slice(0, limit).map(({ id }) => ({ id }));
  return { points: page, next_page_offset: rest[limit]?.id ?? null };
}

function query(points: Point[], { query: wanted, limit }: z.infer<typeof bodies.query>) {
  const score = Array.isArray(wanted) ? (point: Point) => cosine(point.vector.dense, wanted) : idfScore(points, wanted);
  return points
    .map((point) => ({ id: point.id, version: 0, score: score(point), payload: point.payload }))
    .filter((point) => Array.isArray(wanted) || point.score > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, limit);
}

/** Qdrant's IDF modifier: ln((N − n + 0.5) / (n + 0.5) + 1). */
function idfScore(points: Point[], wanted: z.infer<typeof sparse>): (point: Point) => number {
  const weights = wanted.indices.map((index) => {
    const holding = points.filter((point) => point.vector.text.indices.includes(index)).length;
    return Math.log((points.length - holding + 0.5) / (holding + 0.5) + 1);
  });
  return ({ vector: { text } }) =>
    wanted.indices.reduce((sum, index, position) => {
      const value = text.values[text.indices.indexOf(index)] ?? 0;
      return sum + value * (weights[position] ?? 0) * (wanted.values[position] ?? 0);
    }, 0);
}

function cosine(one: number[], other: number[]): number {
  const product = one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  return product / (Math.hypot(...one) * Math.hypot(...other));
}

function byId(one: Point, other: Point): number {
  return one.id < other.id ? -1 : 1;
}

function ok(result: unknown): Answer {
  return { status: 200, result };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
