import { catalogue } from '#protocol/models/catalogue.ts';
import { ownerProcedure, router } from './trpc.ts';

/** The models an agent can be built on. */
export const modelRouter = router({
  list: ownerProcedure.query(() =>
    catalogue.map(({ id, kind, name, licence, sizeBytes, contextTokens, memoryBytes }) => ({
      id,
      kind,
      name,
      licence,
      sizeBytes,
      contextTokens,
      memoryBytes,
    })),
  ),
});
