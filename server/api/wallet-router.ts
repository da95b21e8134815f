import type { Hex } from 'viem';
import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { createDelegationChallenge } from '#server/accounts/wallets/create-delegation-challenge.ts';
import { fundOwnWallet } from '#server/accounts/wallets/fund-own-wallet.ts';
import { linkWallet } from '#server/accounts/wallets/link-wallet.ts';
import { listWallets } from '#server/accounts/wallets/list-wallets.ts';
import { unlinkWallet } from '#server/accounts/wallets/unlink-wallet.ts';
import { browserFacts } from '#server/chain/browser-facts.ts';
import { readClock } from '#server/chain/read-clock.ts';
import { readTransaction } from '#server/chain/read-transaction.ts';
import { requireChain } from '#server/chain/require-chain.ts';
import { addressSchema } from './address-schema.ts';
import { ownerProcedure, router } from './trpc.ts';

const signature = z
  .string()
  .max(limits.signatureLength)
  .regex(/^0x([0-9a-fA-F]{2})+$/, 'A signature is 0x and pairs of hexadecimal digits.')
  .transform((text) => text as Hex);

const hash = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, 'A transaction is named by 0x and 64 hexadecimal digits.')
  .transform((text) => text as Hex);

/** Wallets of the account, and the chain they are used on. */
export const walletRouter = router({
  facts: ownerProcedure.query(({ ctx }) => browserFacts(ctx.deps)),
  /** The chain's time, and how far it was put forward. */
  clock: ownerProcedure.query(({ ctx }) => readClock(ctx.deps)),
  transaction: ownerProcedure
    .input(z.object({ hash }))
    .query(({ ctx, input }) => readTransaction(requireChain(ctx.deps), input.hash)),
  fund: ownerProcedure
    .input(z.object({ walletId: z.uuid() }))
    .mutation(({ ctx, input }) => fundOwnWallet(ctx.deps, { ...input, ownerId: ctx.account.id })),
  list: ownerProcedure.query(({ ctx }) => listWallets(ctx.deps, { ownerId: ctx.account.id })),
  challenge: ownerProcedure
    .input(z.object({ wallet: addressSchema }))
    .mutation(({ ctx, input }) => createDelegationChallenge(ctx.deps, { ...input, ownerId: ctx.account.id })),
  link: ownerProcedure
    .input(z.object({ wallet: addressSchema, issuedAt: z.int().positive(), signature }))
    .mutation(({ ctx, input }) => linkWallet(ctx.deps, { ...input, ownerId: ctx.account.id })),
  unlink: ownerProcedure
    .input(z.object({ walletId: z.uuid(), accepts: z.literal('lose-account').optional() }))
    .mutation(({ ctx, input }) => unlinkWallet(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
