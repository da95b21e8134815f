import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { bytes32, digits, walletAddress } from '#protocol/market/mint-terms.ts';
import { addToCollection } from '#server/market/collections/add-to-collection.ts';
import { allowCurating } from '#server/market/collections/allow-curating.ts';
import { deleteCollection } from '#server/market/collections/delete-collection.ts';
import { findCurator } from '#server/market/collections/find-curator.ts';
import { getCollection } from '#server/market/collections/get-collection.ts';
import { listCollections } from '#server/market/collections/list-collections.ts';
import { listCurators } from '#server/market/collections/list-curators.ts';
import { listOwnCollections } from '#server/market/collections/list-own-collections.ts';
import { removeFromCollection } from '#server/market/collections/remove-from-collection.ts';
import { saveCollection } from '#server/market/collections/save-collection.ts';
import { stopCurating } from '#server/market/collections/stop-curating.ts';
import { decideReport, listReports, restoreListing } from '#server/market/decide-report.ts';
import { getCreator } from '#server/market/get-creator.ts';
import { getPage } from '#server/market/get-page.ts';
import { getReceipt } from '#server/market/get-receipt.ts';
import { listRatings } from '#server/market/list-ratings.ts';
import { isOperator } from '#server/market/market-operator.ts';
import { planPurchase } from '#server/market/plan-purchase.ts';
import { rateComponent } from '#server/market/rate-component.ts';
import { reportComponent, reportReasons } from '#server/market/report-component.ts';
import { marketSearchSchema, searchMarket } from '#server/market/search-market.ts';
import { nameSchema } from './name-schema.ts';
import { ownerProcedure, router } from './trpc.ts';

/** A deed's number, or the id of a component that nobody has minted yet. */
const id = z.union([z.string().regex(/^\d{1,78}$/), z.uuid()]);
const one = z.object({ id });

/** Names of domains on the chain are shorter; collections may still stand under longer ones of before. */
const domainName = z
  .string()
  .min(1)
  .max(2 * limits.nameLength);
const member = z.object({ collectionId: z.uuid(), componentId: z.uuid() });

/** The market: what is on sale, what people think of it, and how it is bought. */
export const marketRouter = router({
  search: ownerProcedure
    .input(marketSearchSchema)
    .query(({ ctx, input }) => searchMarket(ctx.deps, { ...input, ownerId: ctx.account.id })),
  page: ownerProcedure
    .input(one.extend({ nodeId: z.uuid().nullable().default(null) }))
    .query(({ ctx, input }) => getPage(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** What the wallet has to send to buy as it was seen. Changes nothing. */
  planPurchase: ownerProcedure
    .input(
      one.extend({
        scope: z.union([z.literal(0), z.literal(1)]),
        asset: walletAddress,
        quantity: z.int().min(1).max(10_000).default(1),
        wallet: walletAddress,
        seenPrice: digits,
        seenRoot: bytes32,
      }),
    )
    .mutation(({ ctx, input }) => planPurchase(ctx.deps, { ...input, ownerId: ctx.account.id })),
  creator: ownerProcedure
    .input(z.object({ address: walletAddress }))
    .query(({ ctx, input }) => getCreator(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** Ask again every second while it is `pending`. */
  receipt: ownerProcedure
    .input(z.object({ txHash: z.string().regex(/^0x[0-9a-fA-F]{64}$/) }))
    .query(({ ctx, input }) => getReceipt(ctx.deps, input)),
  ratings: ownerProcedure
    .input(z.object({ deedId: digits }))
    .query(({ ctx, input }) => listRatings(ctx.deps, { ...input, ownerId: ctx.account.id })),
  rate: ownerProcedure
    .input(
      z.object({
        deedId: digits,
        stars: z.int().min(1).max(5),
        text: z.string().trim().max(limits.reviewLength).default(''),
      }),
    )
    .mutation(({ ctx, input }) => rateComponent(ctx.deps, { ...input, ownerId: ctx.account.id })),
  me: ownerProcedure.query(async ({ ctx }) => ({
    isOperator: isOperator(ctx.account.id),
    curator: await findCurator(ctx.deps, { ownerId: ctx.account.id }),
  })),
  report: ownerProcedure
    .input(one.extend({ reason: z.enum(reportReasons), text: z.string().trim().max(limits.reportLength) }))
    .mutation(({ ctx, input }) => reportComponent(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** For the studio's operator, like all until `collections`. */
  reports: ownerProcedure.query(({ ctx }) => listReports(ctx.deps, { ownerId: ctx.account.id })),
  decideReport: ownerProcedure
    .input(
      z.object({
        reportId: z.uuid(),
        isUpheld: z.boolean(),
        resolution: z.string().trim().min(1, 'Say why.').max(limits.reportLength),
      }),
    )
    .mutation(({ ctx, input }) => decideReport(ctx.deps, { ...input, ownerId: ctx.account.id })),
  restore: ownerProcedure
    .input(z.object({ componentId: z.uuid() }))
    .mutation(({ ctx, input }) => restoreListing(ctx.deps, { ...input, ownerId: ctx.account.id })),
  curators: ownerProcedure.query(({ ctx }) => listCurators(ctx.deps, { ownerId: ctx.account.id })),
  stopCurating: ownerProcedure
    .input(z.object({ domainName, reason: z.string().trim().min(1, 'Say why.').max(limits.curationStopLength) }))
    .mutation(({ ctx, input }) => stopCurating(ctx.deps, { ...input, ownerId: ctx.account.id })),
  allowCurating: ownerProcedure
    .input(z.object({ domainName }))
    .mutation(({ ctx, input }) => allowCurating(ctx.deps, { ...input, ownerId: ctx.account.id })),
  collections: ownerProcedure
    .input(
      z.object({
        curator: domainName.nullable().default(null),
        offset: z.int().min(0).max(100_000).default(0),
        limit: z.int().min(1).max(48).default(24),
      }),
    )
    .query(({ ctx, input }) => listCollections(ctx.deps, input)),
  collection: ownerProcedure
    .input(z.object({ slug: z.string().max(80) }))
    .query(({ ctx, input }) => getCollection(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** For curators, like the rest. */
  ownCollections: ownerProcedure.query(({ ctx }) => listOwnCollections(ctx.deps, { ownerId: ctx.account.id })),
  saveCollection: ownerProcedure
    .input(
      z.object({
        seen: z
          .object({ collectionId: z.uuid(), revision: z.int().min(0) })
          .nullable()
          .default(null),
        domainName: domainName.nullable(),
        slug: z
          .string()
          .regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/, 'must be lower-case letters, digits and hyphens'),
        title: nameSchema,
        description: z.string().trim().max(limits.descriptionLength).default(''),
        componentIds: z.array(z.uuid()).max(limits.componentsPerCollection),
      }),
    )
    .mutation(({ ctx, input }) => saveCollection(ctx.deps, { ...input, ownerId: ctx.account.id })),
  deleteCollection: ownerProcedure
    .input(z.object({ collectionId: z.uuid() }))
    .mutation(({ ctx, input }) => deleteCollection(ctx.deps, { ...input, ownerId: ctx.account.id })),
  addToCollection: ownerProcedure
    .input(member)
    .mutation(({ ctx, input }) => addToCollection(ctx.deps, { ...input, ownerId: ctx.account.id })),
  removeFromCollection: ownerProcedure
    .input(member)
    .mutation(({ ctx, input }) => removeFromCollection(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
