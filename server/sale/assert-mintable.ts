import { type Address, decodeErrorResult, type Hex } from 'viem';
import { revertBytesOf } from '#protocol/chain/revert-bytes-of.ts';
import { AppError } from '#protocol/errors.ts';
import { mintCall } from '#protocol/market/calls/mint-calls.ts';
import type { MintTerms } from '#protocol/market/mint-terms.ts';
import { contractAbis } from '#server/chain/contract-abis.ts';
import type { ChainReader } from '#server/deps-type.ts';

/** Asks the chain whether it would mint these terms now: what it refuses can't be signed either, or its first buyer would be refused. Throws `invalid_input` with what to change, `upstream_failed` when the chain does not answer. */
export async function assertMintable({ client, facts }: ChainReader, terms: MintTerms): Promise<void> {
  try {
    await client.call({ account: terms.creator as Address, ...mintCall(facts.contracts, terms) });
  } catch (cause) {
    const data = revertBytesOf(cause);
    if (data) throw new AppError('invalid_input', sentenceOf(data), { cause, param: 'choices' });
    throw new AppError('upstream_failed', "The chain can't be read now, so nothing can be sold; try again shortly.", {
      cause,
    });
  }
}

function sentenceOf(data: Hex): string {
  const { errorName, args = [] } = decode(data);
  if (errorName === 'ComponentRegistry_BadParent') {
    return `There is no deed #${args[0]} on this chain that it could be made from; correct the number, or take that parent away.`;
  }
  if (errorName === 'Lineage_TooManyAncestors') {
    return `Its parents have more than ${args[0]} deeds behind them together, more than one sale can pay; name fewer parents.`;
  }
  return `The contract would not mint these terms (${errorName}); change them and try again.`;
}

function decode(data: Hex): { errorName: string; args?: readonly unknown[] | undefined } {
  try {
    return decodeErrorResult({ abi: contractAbis.componentRegistry, data });
  } catch {
    return { errorName: data.slice(0, 10) };
  }
}
