import { type Abi, BaseError, decodeErrorResult, type Hex, isHex } from 'viem';
import { componentLicenceAbi } from '#contracts/generated/component-licence-abi.ts';
import { componentMarketAbi } from '#contracts/generated/component-market-abi.ts';
import { componentRegistryAbi } from '#contracts/generated/component-registry-abi.ts';
import { mockUsdAbi } from '#contracts/generated/mock-usd-abi.ts';
import { nodeRegistryAbi } from '#contracts/generated/node-registry-abi.ts';
import { revenueLedgerAbi } from '#contracts/generated/revenue-ledger-abi.ts';

const abis: Abi[] = [
  componentMarketAbi,
  componentRegistryAbi,
  componentLicenceAbi,
  revenueLedgerAbi,
  nodeRegistryAbi,
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

function revertBytesOf(cause: unknown): Hex | null {
  if (!(cause instanceof BaseError)) return null;
  let found: Hex | null = null;
  cause.walk((one) => {
    const { data } = one as { data?: unknown };
    if (isHex(data) && data.length >= 10) found = data;
    return found !== null;
  });
  return found;
}
