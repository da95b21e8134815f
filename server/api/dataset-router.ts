import { z } from 'zod';
import { deleteDataset } from '#server/datasets/delete-dataset.ts';
import { listDatasets } from '#server/datasets/list-datasets.ts';
import { ownerProcedure, router } from './trpc.ts';

/** Datasets for finetuning; files are added by `POST /api/datasets` and given by `GET /api/datasets/:id`. */
export const datasetRouter = router({
  list: ownerProcedure.query(({ ctx }) => listDatasets(ctx.deps, { ownerId: ctx.account.id })),
  delete: ownerProcedure
    .input(z.object({ componentId: z.uuid() }))
    .mutation(({ ctx, input }) => deleteDataset(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
