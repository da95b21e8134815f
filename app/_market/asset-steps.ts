import type { Address } from 'viem';
import type { PlanContext } from '#app/_wallet/send/send-plan.ts';
import type { TransactionStep } from '#app/_wallet/send/send-types.ts';
import { approveCall } from '#protocol/market/calls/purchase-calls.ts';
import { assetAbi } from '#protocol/market/market-abi.ts';

interface Payment {
  asset: string;
  amount: string;
  /** Names the intention that it is for. */
  key: string;
  words: { sentence: string; label: string; amount: string; assetName: string };
}

/** The step that lets the market take a price, where it may not take as much yet. Exactly the price: nothing is left that it could take later. */
export async function approveSteps(
  { account, facts, client }: PlanContext,
  { asset, amount, key, words }: Payment,
): Promise<TransactionStep[]> {
  if (BigInt(amount) === 0n) return [];
  const args = [account, facts.contracts.componentMarket] as const;
  const allowed = await client.readContract({
    address: asset as Address,
    abi: assetAbi,
    functionName: 'allowance',
    args,
  });
  if (allowed >= BigInt(amount)) return [];
  const { to, data } = approveCall(facts.contracts, { asset, amount });
  const amounts = [{ label: words.label, amount: words.amount }];
  return [
    {
      key: `approve:${key}`,
      sentence: words.sentence,
      contract: { name: words.assetName, address: to },
      data,
      amounts,
    },
  ];
}
