import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { AppError } from '#protocol/errors.ts';
import { openAiError } from '#protocol/open-ai-error.ts';
import { findBundle } from '#server/components/find-bundle.ts';
import { checkBundleAddress } from './bundle-address.ts';
import type { GatewayApp, GatewayDeps, GatewayEnv } from './gateway-type.ts';
import { openIndexCache } from './open-index-cache.ts';
import { type ByteRange, parseRange } from './parse-range.ts';

/**
 * `GET /bundles/:root?expires&mac`: a bundle's bytes (the canonical tar, or the encrypted one by its own root), whole or by range, for whoever holds the address.
 * `GET /bundles/:root/index`: the hashes of its blocks of 256 KiB.
 */
export function bundleRoutes(deps: GatewayDeps): GatewayApp {
  const app = new Hono<GatewayEnv>();
  const indexes = openIndexCache(deps);

  app.get('/:root/index', async (c) => {
    const root = c.req.param('root');
    checkBundleAddress(deps, { root, expires: c.req.query('expires') ?? '', mac: c.req.query('mac') ?? '' });
    const { sha256 } = await findBundle(deps, root);
    const index = await indexes.of(sha256);
    return c.body(index.slice().buffer, 200, { 'content-type': 'application/octet-stream' });
  });

  app.get('/:root', async (c) => {
    const root = c.req.param('root');
    checkBundleAddress(deps, { root, expires: c.req.query('expires') ?? '', mac: c.req.query('mac') ?? '' });
    const { sha256, sizeBytes } = await findBundle(deps, root);
    const headers = {
      'content-type': 'application/x-tar',
      'accept-ranges': 'bytes',
      etag: `"${root}"`,
      'cache-control': 'private, immutable, max-age=3600',
    };
    const range = rangeOf(c.req.header('range'), sizeBytes);
    if (range === 'outside') {
      const { error } = openAiError(new AppError('invalid_input', `The range lies outside the ${sizeBytes} bytes.`));
      return c.json({ error }, 416, { 'content-range': `bytes */${sizeBytes}` });
    }
    const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
    const body = Readable.toWeb(Readable.from(deps.blobs.read(sha256, { start, end }))) as ReadableStream<Uint8Array>;
    return new Response(body, {
      status: range ? 206 : 200,
      headers: {
        ...headers,
        'content-length': String(end - start + 1),
        ...(range && { 'content-range': `bytes ${start}-${end}/${sizeBytes}` }),
      },
    });
  });
  return app;
}

function rangeOf(header: string | undefined, sizeBytes: number): ByteRange | null | 'outside' {
  try {
    return parseRange(header, sizeBytes);
  } catch (error) {
    if (error instanceof AppError) return 'outside';
    throw error;
  }
}
