import { type Abi, decodeErrorResult } from 'viem';
import { componentLicenceAbi } from '#contracts/generated/component-licence-abi.ts';
import { componentMarketAbi } from '#contracts/generated/component-market-abi.ts';
import { componentRegistryAbi } from '#contracts/generated/component-registry-abi.ts';
import { domainRegistryAbi } from '#contracts/generated/domain-registry-abi.ts';
import { mockUsdAbi } from '#contracts/generated/mock-usd-abi.ts';
import { nodeRegistryAbi } from '#contracts/generated/node-registry-abi.ts';
import { revenueLedgerAbi } from '#contracts/generated/revenue-ledger-abi.ts';
import { revertBytesOf } from '#protocol/chain/revert-bytes-of.ts';

const abis: Abi[] = [
  componentMarketAbi,
  componentRegistryAbi,
  componentLicenceAbi,
  revenueLedgerAbi,
  nodeRegistryAbi,
  domainRegistryAbi,
  mockUsdAbi,
];

/** The name of the contract's own error (`ComponentMarket_PriceTooHigh`) in a call that the chain refused; null when it gave none that the product knows. */
export function explainRefusal(cause: unknown): string | null {
  const data = revertBytesOf(cause);
  if (!data) return null;
  for (const abi of abis) {
    try {
      return decodeErrorResult({ abi, data }).errorName;
    } catch {
      // Another contract's error.
    }
  }
  return null;
}
