import { type Address, encodeFunctionData, isAddressEqual } from 'viem';
import type { TransactionStep } from '#app/_wallet/send/send-types.ts';
import { revenueLedgerAbi } from '#contracts/generated/revenue-ledger-abi.ts';
import type { BrowserFacts } from '#protocol/chain/browser-facts.ts';

/** What the ledger owes one wallet in one token. */
export interface Claimable {
  wallet: Address;
  asset: { address: Address; symbol: string };
  /** Ready to read. */
  amount: string;
}

export interface ClaimWords {
  contract: string;
  amount: string;
  sentence: (claim: { amount: string; wallet: Address }) => string;
}

/** The transactions that pay out what is owed: one for all tokens of the wallet that signs, one for each token of another wallet, which gets its money all the same. */
export function claimSteps(
  rows: Claimable[],
  { account, facts, words }: { account: Address; facts: BrowserFacts; words: ClaimWords },
): TransactionStep[] {
  const contract = { name: words.contract, address: facts.contracts.revenueLedger };
  const own = rows.filter(({ wallet }) => isAddressEqual(wallet, account));
  const others = rows.filter(({ wallet }) => !isAddressEqual(wallet, account));
  const step = (claimed: Claimable[], data: `0x${string}`): TransactionStep => ({
    key: `claim:${claimed.map(({ wallet, asset }) => `${wallet}:${asset.address}`).join(',')}`,
    sentence: words.sentence({
      amount: claimed.map(({ amount }) => amount).join(' + '),
      wallet: claimed[0]?.wallet ?? account,
    }),
    contract,
    data,
    amounts: claimed.map(({ amount }) => ({ label: words.amount, amount })),
  });
  return [...ownSteps(own, step), ...others.map((row) => step([row], claimForCalldata(row)))];
}

function ownSteps(
  own: Claimable[],
  step: (claimed: Claimable[], data: `0x${string}`) => TransactionStep,
): TransactionStep[] {
  const [first] = own;
  if (!first) return [];
  const abi = revenueLedgerAbi;
  const data =
    own.length === 1
      ? encodeFunctionData({ abi, functionName: 'claim', args: [first.asset.address] })
      : encodeFunctionData({ abi, functionName: 'claimMany', args: [own.map(({ asset }) => asset.address)] });
  return [step(own, data)];
}

function claimForCalldata({ wallet, asset }: Claimable): `0x${string}` {
  return encodeFunctionData({ abi: revenueLedgerAbi, functionName: 'claimFor', args: [wallet, asset.address] });
}
