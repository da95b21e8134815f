import { Hono } from 'hono';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { keyRequestSchema } from '#protocol/licences/key-request.ts';
import { limits } from '#protocol/limits.ts';
import { spendAllowance } from '#server/accounts/spend-allowance.ts';
import { openChainKeyPolicy } from '#server/licences/open-chain-key-policy.ts';
import { releaseKey } from '#server/licences/release-key.ts';
import { callerAddress } from './caller-address.ts';
import type { GatewayApp, GatewayDeps, GatewayEnv } from './gateway-type.ts';

const longestBody = 4_096;

/** `POST /licensed/:contentRoot/key`: a node asks, with its signature, for the key of licensed content. */
export function licensedRoutes(deps: GatewayDeps): GatewayApp {
  const app = new Hono<GatewayEnv>();
  const policy = openChainKeyPolicy(deps);

  app.post('/:contentRoot/key', async (c) => {
    const contentRoot = c.req.param('contentRoot');
    await spendAllowance(deps, {
      key: `licensed:${callerAddress(c.env.remoteAddress, c.req.raw.headers)}`,
      limit: limits.keyRequestsPerAddress,
      windowSeconds: 60,
      what: 'requests for keys from this address',
    });
    if (!/^0x[0-9a-f]{64}$/.test(contentRoot)) throw new AppError('not_found', `"${contentRoot}" is no content root.`);
    const request = parse(await c.req.text());
    const answer = await releaseKey(deps, policy, { contentRoot, request });
    return c.json(answer, 200, { 'cache-control': 'no-store' });
  });
  return app;
}

function parse(body: string): z.infer<typeof keyRequestSchema> {
  if (body.length > longestBody) throw new AppError('too_large', 'A request for a key is no longer than 4 KB.');
  try {
    return keyRequestSchema.parse(JSON.parse(body));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : 'it is not JSON';
    throw new AppError('invalid_input', `This is no request for a key: ${reason}`, { cause });
  }
}
