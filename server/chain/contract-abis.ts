import type { Abi } from 'viem';
import { componentLicenceAbi } from '#contracts/generated/component-licence-abi.ts';
import { componentMarketAbi } from '#contracts/generated/component-market-abi.ts';
import { componentRegistryAbi } from '#contracts/generated/component-registry-abi.ts';
import { domainRegistryAbi } from '#contracts/generated/domain-registry-abi.ts';
import { mockUsdAbi } from '#contracts/generated/mock-usd-abi.ts';
import { networkTokenAbi } from '#contracts/generated/network-token-abi.ts';
import { nodeRegistryAbi } from '#contracts/generated/node-registry-abi.ts';
import { revenueLedgerAbi } from '#contracts/generated/revenue-ledger-abi.ts';
import type { ContractAddresses } from '#protocol/chain/chain-facts.ts';

export type ContractName = keyof ContractAddresses;

/** The interface of each contract of the product. */
export const contractAbis: Record<ContractName, Abi> = {
  networkToken: networkTokenAbi,
  mockUsd: mockUsdAbi,
  revenueLedger: revenueLedgerAbi,
  nodeRegistry: nodeRegistryAbi,
  componentRegistry: componentRegistryAbi,
  componentLicence: componentLicenceAbi,
  componentMarket: componentMarketAbi,
  domainRegistry: domainRegistryAbi,
};
