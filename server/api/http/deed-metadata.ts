import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { getDeps } from '#server/api/context.ts';
import { answerErrors } from './answer-errors.ts';

const paramsSchema = z.object({ id: z.uuid() });

/** `GET /api/market/deeds/:id`: what a deed's `tokenURI` says (ERC-721 metadata), for wallets and explorers; public, like the deed. */
export const showDeedMetadata = answerErrors(
  async (_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
    const deps = getDeps();
    const { id: componentId } = paramsSchema.parse(await params);
    const sale = await deps.db.saleTerms.findFirst({
      where: { componentId, state: { in: ['offered', 'minted'] }, takenDownAt: null },
      select: {
        deedId: true,
        component: {
          select: { name: true, description: true, kind: true, marketPage: { select: { summary: true } } },
        },
      },
    });
    if (!sale) throw new AppError('not_found', 'No deed has this address.');
    const { name, description, kind, marketPage } = sale.component;
    const place = sale.deedId?.toFixed() ?? componentId;
    const body = {
      name,
      description: marketPage?.summary || description,
      external_url: new URL(`/market/${place}`, deps.origins.studio).href,
      attributes: [{ trait_type: 'kind', value: kind }],
    };
    return Response.json(body, { headers: { 'cache-control': 'public, max-age=300' } });
  },
);
