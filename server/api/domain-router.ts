import { z } from 'zod';
import { getDomain } from '#server/domains/get-domain.ts';
import { listDomains } from '#server/domains/list-domains.ts';
import { listNodePlaces } from '#server/domains/list-node-places.ts';
import { ownerProcedure, router } from './trpc.ts';

/** Domains, and how nodes stand with them. What changes them is sent by the wallets of operators and of nodes' owners. */
export const domainRouter = router({
  list: ownerProcedure
    .input(z.object({ search: z.string().max(64).default(''), page: z.int().min(1).max(10_000).default(1) }))
    .query(({ ctx, input }) => listDomains(ctx.deps, { ...input, ownerId: ctx.account.id })),
  get: ownerProcedure
    .input(z.object({ name: z.string().min(1).max(64) }))
    .query(({ ctx, input }) => getDomain(ctx.deps, { ...input, ownerId: ctx.account.id })),
  ofNode: ownerProcedure
    .input(z.object({ nodeId: z.uuid() }))
    .query(({ ctx, input }) => listNodePlaces(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
