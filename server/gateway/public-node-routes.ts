import { Hono } from 'hono';
import { type Address, getAddress, isAddress } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { trustedHeaders } from '#protocol/signing/typed-messages.ts';
import { findAccessKey } from '#server/nodes/find-access-key.ts';
import type { GatewayApp, GatewayContext, GatewayEnv } from './gateway-type.ts';
import { publicHeaders } from './public-headers.ts';
import { requestNode } from './request-node.ts';

/** `/n/:address/v1/*`, `/n/:address/mcp/*` and `/n/:address/health`: a node's API for whoever holds one of its access keys. */
export function publicNodeRoutes(context: GatewayContext): GatewayApp {
  const app = new Hono<GatewayEnv>();

  app.options('/:address/*', (c) => c.body(null, 204, preflightHeaders(c.req.header('origin'))));
  app.on(
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    ['/:address/v1/*', '/:address/mcp/*', '/:address/health'],
    async (c) => {
      const nodeAddress = parseAddress(c.req.param('address'));
      const origin = c.req.header('origin');
      const token = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
      if (!token)
        throw new AppError('unauthenticated', 'Send an access key of this node: Authorization: Bearer <key>.');

      const key = await findAccessKey(context.deps, { token, nodeAddress });
      if (origin && key.allowedOrigins.length > 0 && !key.allowedOrigins.includes(origin)) {
        throw new AppError('forbidden', `This key may not be used from ${origin}; its owner can allow that origin.`);
      }
      const headers = publicHeaders(c.req.raw.headers);
      headers.set(trustedHeaders.caller, `key:${key.id}`);
      headers.set(trustedHeaders.scope, key.scope);
      const url = new URL(c.req.url);
      return await requestNode(context, {
        nodeAddress,
        method: c.req.method,
        path: `${url.pathname.slice(url.pathname.indexOf('/', '/n/'.length))}${url.search}`,
        headers,
        body: c.req.raw.body,
        signal: c.req.raw.signal,
        isForwarded: false,
      });
    },
  );
  return app;
}

function parseAddress(text: string): Address {
  if (isAddress(text, { strict: false })) return getAddress(text);
  throw new AppError(
    'not_found',
    `"${text}" is not the address of a node; it looks like 0x and 40 hexadecimal digits.`,
  );
}

/** A preflight carries no key, so it allows any origin; the request itself is held to the key's list. */
function preflightHeaders(origin: string | undefined): Record<string, string> {
  return {
    'access-control-allow-origin': origin ?? '*',
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'authorization, content-type, x-stainless-*, openai-*, *',
    'access-control-max-age': '600',
    vary: 'origin',
  };
}
