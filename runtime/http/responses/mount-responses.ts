import type { Context } from 'hono';
import { AppError } from '#protocol/errors.ts';
import { inputPageQuerySchema, responseQuerySchema } from '#protocol/openai/responses-request.ts';
import type { NodeApp, NodeEnv, NodeParts } from '#runtime/http/node-parts.ts';
import { parseFields } from '#runtime/http/parse-fields.ts';
import { createResponse } from './create-response.ts';
import { listedPiece } from './keep-input.ts';
import { followResponse } from './stream-response.ts';

/** `/v1/responses`: answers that are kept, gone on from, and made in the background where asked. */
export function mountResponses(app: NodeApp, parts: NodeParts): void {
  const { store, background } = parts.responses;
  const find = (c: Context<NodeEnv>) => store.get(c.get('callerId'), c.req.param('id') ?? '');

  app.post('/v1/responses', (c) => createResponse(c, parts));
  app.get('/v1/responses/:id', async (c) => {
    const query = parseFields(c.req.query(), responseQuerySchema);
    const { response } = await find(c);
    if (query.stream !== 'true') return c.json(response);
    return await followResponse(c, parts, { id: response.id, after: query.starting_after ?? -1 });
  });
  app.delete('/v1/responses/:id', async (c) => {
    const { response } = await find(c);
    await background.cancel(response.id);
    await store.remove(c.get('callerId'), response.id);
    return c.json({ id: response.id, object: 'response', deleted: true });
  });
  app.post('/v1/responses/:id/cancel', async (c) => {
    const { response } = await find(c);
    if (!response.background) {
      const message = `"${response.id}" was not made in the background; only such responses can be cancelled.`;
      throw new AppError('invalid_input', message, { param: 'response_id' });
    }
    await background.cancel(response.id);
    return c.json((await find(c)).response);
  });
  app.get('/v1/responses/:id/input_items', async (c) => {
    const { limit, order, after } = parseFields(c.req.query(), inputPageQuerySchema);
    const { input } = await find(c);
    const all = order === 'asc' ? input : input.toReversed();
    const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const pieces = all.slice(start, start + limit);
    const ends = { first_id: pieces[0]?.id ?? null, last_id: pieces.at(-1)?.id ?? null };
    const isMore = start + limit < all.length;
    return c.json({ object: 'list', data: pieces.map(listedPiece), ...ends, has_more: isMore });
  });
}
