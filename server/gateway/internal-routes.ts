import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { streamSSE } from 'hono/streaming';
import { type Address, getAddress, isAddress } from 'viem';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { trustedHeaders } from '#protocol/signing/typed-messages.ts';
import { relayHeaders } from '#server/nodes/request-through-gateway.ts';
import type { GatewayApp, GatewayContext, GatewayEnv } from './gateway-type.ts';
import { isLoopback } from './is-loopback.ts';
import type { NodeEvent } from './links/open-link-registry.ts';
import { requestNode } from './request-node.ts';

/** `/internal/*`, for processes of the same installation: any request to a node, the nodes linked here, and what happens to them. */
export function internalRoutes(context: GatewayContext): GatewayApp {
  const app = new Hono<GatewayEnv>();

  app.use(requireInternal(context));
  app.post('/nodes/:address/request', async (c) => {
    const response = await requestNode(context, {
      ...relayed(c),
      isForwarded: c.req.header(relayHeaders.forwarded) === '1',
    });
    const headers = new Headers(response.headers);
    headers.set(relayHeaders.answered, '1');
    return new Response(response.body, { status: response.status, headers });
  });
  app.get('/nodes', (c) => {
    const nodes = context.links.list().map(({ address, nodeId, linkedAt }) => ({ address, nodeId, linkedAt }));
    return c.json({ instanceId: context.instanceId, nodes });
  });
  app.get('/events', (c) => streamEvents(context, c));
  return app;
}

function requireInternal(context: GatewayContext): MiddlewareHandler<GatewayEnv> {
  const expected = Buffer.from(`Bearer ${context.internalToken}`);
  return async (c, next) => {
    const given = Buffer.from(c.req.header('authorization') ?? '');
    const isKnown = given.length === expected.length && timingSafeEqual(given, expected);
    const isNear = !context.isInternalOnLoopback || isLoopback(c.env.remoteAddress);
    if (!isKnown || !isNear)
      throw new AppError('unauthenticated', 'The internal API is for processes of this installation.');
    await next();
  };
}

const headersSchema = z.record(z.string(), z.string());

/** The request for the node, out of the headers of the request to us. The studio and the worker act for the owner unless they say otherwise. */
function relayed(c: Context<GatewayEnv>) {
  const address = c.req.param('address') ?? '';
  const path = c.req.header(relayHeaders.path) ?? '';
  if (!isAddress(address, { strict: false })) throw new AppError('not_found', `"${address}" is not a node's address.`);
  if (!path.startsWith('/')) throw new AppError('invalid_input', `The header ${relayHeaders.path} must be a path.`);

  const encoded = Buffer.from(c.req.header(relayHeaders.headers) ?? 'e30=', 'base64').toString();
  const headers = new Headers(headersSchema.parse(JSON.parse(encoded)));
  if (!headers.has(trustedHeaders.scope)) headers.set(trustedHeaders.scope, 'owner');
  if (!headers.has(trustedHeaders.caller)) headers.set(trustedHeaders.caller, 'studio');
  const nodeAddress: Address = getAddress(address);
  const method = c.req.header(relayHeaders.method) ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return { nodeAddress, method, path, headers, body: hasBody ? c.req.raw.body : null, signal: c.req.raw.signal };
}

const keepAliveMs = 15_000;

function streamEvents(context: GatewayContext, c: Context<GatewayEnv>): Response {
  return streamSSE(c, async (stream) => {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const write = (event: NodeEvent) => void stream.writeSSE({ event: event.type, data: JSON.stringify(event) });
    const stopListening = context.links.listen(write);
    const stopTimer = context.schedule.every(keepAliveMs, () => void stream.write(': still here\n\n'));
    stream.onAbort(end);
    context.stopping.addEventListener('abort', () => end(), { once: true });
    await stream.write(': listening\n\n');
    await ended;
    stopListening();
    stopTimer();
  });
}
