import { Hono } from 'hono';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { hostedSearchSchema } from '#protocol/hosted/hosted-search.ts';
import type { Deps } from '#server/deps-type.ts';
import { searchHosted } from '#server/hosted/search-hosted.ts';
import type { GatewayApp, GatewayEnv } from './gateway-type.ts';

const longestBody = 16_384;

/** `POST /hosted/:deedId/search`: a buyer's node asks, with its signature, for passages of knowledge that stays on its creator's node. */
export function hostedRoutes(deps: Deps): GatewayApp {
  const app = new Hono<GatewayEnv>();

  app.post('/:deedId/search', async (c) => {
    const deedId = c.req.param('deedId');
    if (!/^(?:0|[1-9]\d{0,77})$/.test(deedId)) throw new AppError('not_found', `"${deedId}" is no deed.`);
    const search = parse(await c.req.text());
    const answer = await searchHosted(deps, { deedId, search, signal: c.req.raw.signal });
    return c.json(answer, 200, { 'cache-control': 'no-store' });
  });
  return app;
}

function parse(body: string): z.infer<typeof hostedSearchSchema> {
  if (body.length > longestBody) throw new AppError('too_large', 'A search is no longer than 16 KB.');
  try {
    return hostedSearchSchema.parse(JSON.parse(body));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : 'it is not JSON';
    throw new AppError('invalid_input', `This is no search: ${reason}`, { cause });
  }
}
