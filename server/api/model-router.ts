import { z } from 'zod';
import { deleteModel } from '#server/models/delete-model.ts';
import { listModels } from '#server/models/list-models.ts';
import { ownerProcedure, router } from './trpc.ts';

/** The models an agent can be built on; files are added by `POST /api/models`. */
export const modelRouter = router({
  list: ownerProcedure.query(({ ctx }) => listModels(ctx.deps, { ownerId: ctx.account.id })),
  delete: ownerProcedure
    .input(z.object({ componentId: z.uuid() }))
    .mutation(({ ctx, input }) => deleteModel(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
