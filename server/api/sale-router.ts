import type { Hex } from 'viem';
import { z } from 'zod';
import { walletAddress } from '#protocol/market/mint-terms.ts';
import { saleChoicesSchema } from '#protocol/market/preset-terms.ts';
import { removeCover } from '#server/market/remove-cover.ts';
import { attachEvaluation } from '#server/sale/evaluation/attach-evaluation.ts';
import { detachEvaluation } from '#server/sale/evaluation/detach-evaluation.ts';
import { evaluateVersion } from '#server/sale/evaluation/evaluate-version.ts';
import { listVersionRuns } from '#server/sale/evaluation/list-version-runs.ts';
import { getSale } from '#server/sale/get-sale.ts';
import { listSales } from '#server/sale/list-sales.ts';
import { getMarketPage, marketPageSchema, setMarketPage } from '#server/sale/market-page.ts';
import { prepareSale } from '#server/sale/prepare-sale.ts';
import { prepareVersion } from '#server/sale/prepare-version.ts';
import { publishAgentComponent } from '#server/sale/publish-agent-component.ts';
import { saleFacts } from '#server/sale/sale-facts.ts';
import { signSale } from '#server/sale/sign-sale.ts';
import { withdrawSale } from '#server/sale/withdraw-sale.ts';
import { ownerProcedure, router } from './trpc.ts';

const one = z.object({ componentId: z.uuid() });
const signature = z
  .string()
  .regex(/^0x(?:[0-9a-fA-F]{2}){65,4096}$/, 'must be a signature')
  .transform((text) => text as Hex);

/** Selling: terms, checks, vouchers, and the page of a component in the market. Wallets sign and send in the browser. */
export const saleRouter = router({
  facts: ownerProcedure.query(({ ctx }) => saleFacts(ctx.deps)),
  get: ownerProcedure.input(one).query(({ ctx, input }) => getSale(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** Encrypts where it is private and runs all checks: takes seconds for large versions. */
  prepare: ownerProcedure
    .input(z.object({ versionId: z.uuid(), wallet: walletAddress, choices: saleChoicesSchema }))
    .mutation(({ ctx, input }) => prepareSale(ctx.deps, { ...input, ownerId: ctx.account.id })),
  sign: ownerProcedure
    .input(one.extend({ signature }))
    .mutation(({ ctx, input }) => signSale(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** A newer version for the deed of a minted component: `appendVersionCall` puts it there. */
  prepareVersion: ownerProcedure
    .input(z.object({ versionId: z.uuid() }))
    .mutation(({ ctx, input }) => prepareVersion(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** What was measured of a version, and what of it buyers see. */
  evaluations: ownerProcedure
    .input(z.object({ versionId: z.uuid() }))
    .query(({ ctx, input }) => listVersionRuns(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** Asks the version as it is published; a run of `evaluation.run`. */
  evaluate: ownerProcedure
    .input(z.object({ versionId: z.uuid(), questionSetId: z.uuid(), modelId: z.string().min(1).max(200) }))
    .mutation(({ ctx, input }) => evaluateVersion(ctx.deps, { ...input, ownerId: ctx.account.id })),
  attachEvaluation: ownerProcedure
    .input(z.object({ versionId: z.uuid(), jobId: z.uuid() }))
    .mutation(({ ctx, input }) => attachEvaluation(ctx.deps, { ...input, ownerId: ctx.account.id })),
  detachEvaluation: ownerProcedure
    .input(z.object({ versionId: z.uuid() }))
    .mutation(({ ctx, input }) => detachEvaluation(ctx.deps, { ...input, ownerId: ctx.account.id })),
  withdraw: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => withdrawSale(ctx.deps, { ...input, ownerId: ctx.account.id })),
  sales: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => listSales(ctx.deps, { ...input, ownerId: ctx.account.id })),
  publishAgent: ownerProcedure
    .input(z.object({ agentVersionId: z.uuid() }))
    .mutation(({ ctx, input }) => publishAgentComponent(ctx.deps, { ...input, ownerId: ctx.account.id })),
  page: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => getMarketPage(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** A cover comes by `POST /api/market/covers/:componentId`. */
  removeCover: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => removeCover(ctx.deps, { ...input, ownerId: ctx.account.id })),
  setPage: ownerProcedure
    .input(one.extend(marketPageSchema.shape))
    .mutation(({ ctx, input }) => setMarketPage(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
