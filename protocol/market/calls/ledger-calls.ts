import { type Address, encodeFunctionData } from 'viem';
import { ledgerAbi } from '#protocol/market/market-abi.ts';
import type { ContractCall, MarketContracts } from './contract-call.ts';

/** Takes out everything owed to the sender in these assets. */
export function claimCall(contracts: Pick<MarketContracts, 'revenueLedger'>, assets: readonly string[]): ContractCall {
  const to = contracts.revenueLedger as Address;
  const [only] = assets;
  if (only && assets.length === 1) {
    return { to, data: encodeFunctionData({ abi: ledgerAbi, functionName: 'claim', args: [only as Address] }) };
  }
  const args = [assets as Address[]] as const;
  return { to, data: encodeFunctionData({ abi: ledgerAbi, functionName: 'claimMany', args }) };
}
