import { z } from 'zod';
import { createAccessKey } from '#server/nodes/create-access-key.ts';
import { createJoinToken } from '#server/nodes/create-join-token.ts';
import { getChainLink } from '#server/nodes/get-chain-link.ts';
import { listAccessKeys } from '#server/nodes/list-access-keys.ts';
import { listNodes } from '#server/nodes/list-nodes.ts';
import { prepareChainLink } from '#server/nodes/prepare-chain-link.ts';
import { removeNode } from '#server/nodes/remove-node.ts';
import { renameNode } from '#server/nodes/rename-node.ts';
import { revokeAccessKey } from '#server/nodes/revoke-access-key.ts';
import { addressSchema } from './address-schema.ts';
import { nameSchema } from './name-schema.ts';
import { ownerProcedure, router } from './trpc.ts';

const name = nameSchema;
const one = z.object({ nodeId: z.uuid() });

/** Nodes: adding, naming, and keys for their public API. */
export const nodeRouter = router({
  list: ownerProcedure.query(({ ctx }) => listNodes(ctx.deps, { ownerId: ctx.account.id })),
  createJoinToken: ownerProcedure.input(z.object({ nodeName: name })).mutation(async ({ ctx, input }) => {
    const made = await createJoinToken(ctx.deps, { ...input, ownerId: ctx.account.id });
    return { ...made, gatewayUrl: ctx.deps.origins.gateway };
  }),
  rename: ownerProcedure
    .input(one.extend({ name }))
    .mutation(({ ctx, input }) => renameNode(ctx.deps, { ...input, ownerId: ctx.account.id })),
  remove: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => removeNode(ctx.deps, { ...input, ownerId: ctx.account.id })),
  accessKeys: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => listAccessKeys(ctx.deps, { ...input, ownerId: ctx.account.id })),
  createAccessKey: ownerProcedure
    .input(one.extend({ name, scope: z.enum(['public', 'owner']).default('public') }))
    .mutation(({ ctx, input }) => createAccessKey(ctx.deps, { ...input, ownerId: ctx.account.id })),
  revokeAccessKey: ownerProcedure
    .input(z.object({ accessKeyId: z.uuid() }))
    .mutation(({ ctx, input }) => revokeAccessKey(ctx.deps, { ...input, ownerId: ctx.account.id })),
  chainLink: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => getChainLink(ctx.deps, { ...input, ownerId: ctx.account.id })),
  prepareChainLink: ownerProcedure
    .input(one.extend({ wallet: addressSchema, payout: addressSchema }))
    .mutation(({ ctx, input }) => prepareChainLink(ctx.deps, { ...input, ownerId: ctx.account.id })),
  gatewayUrl: ownerProcedure.query(({ ctx }) => ctx.deps.origins.gateway),
});
