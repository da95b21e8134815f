import type { Hex } from 'viem';
import { z } from 'zod';
import { type ChainFacts, chainFactsSchema } from '#protocol/chain/chain-facts.ts';

/** What is written down of a deployment before its first transaction, so that a later run can go on with it; to other programs it tells where the contracts are. */
export const deploymentRecordSchema = chainFactsSchema.omit({ rpcUrl: true, isLocal: true }).extend({
  deployer: z.string(),
  /** Number of the deployer's transaction that makes the first contract; the others follow without a gap. */
  firstNonce: z.int().nonnegative(),
  /** Hash of what is deployed: code and parameters. */
  planHash: z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value)),
});
export type DeploymentRecord = z.infer<typeof deploymentRecordSchema>;

/** What a run goes on with of an earlier one's record. Where the contracts are follows from it, also for those that are new. */
export const begunDeploymentSchema = deploymentRecordSchema.omit({ contracts: true }).strip();
export type BegunDeployment = z.infer<typeof begunDeploymentSchema>;

/** The facts of the chain that has this deployment. */
export function factsOf(
  { chainId, contracts, assets, startBlock }: DeploymentRecord,
  { rpcUrl, isLocal }: { rpcUrl: string; isLocal: boolean },
): ChainFacts {
  return { chainId, rpcUrl, isLocal, contracts, assets, startBlock };
}
