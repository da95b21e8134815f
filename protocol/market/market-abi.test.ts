import { type Abi, toFunctionSelector, toFunctionSignature } from 'viem';
import { expect, test } from 'vitest';
import { componentLicenceAbi } from '#contracts/generated/component-licence-abi.ts';
import { componentMarketAbi } from '#contracts/generated/component-market-abi.ts';
import { componentRegistryAbi } from '#contracts/generated/component-registry-abi.ts';
import { mockUsdAbi } from '#contracts/generated/mock-usd-abi.ts';
import { nodeRegistryAbi as compiledNodeRegistry } from '#contracts/generated/node-registry-abi.ts';
import { revenueLedgerAbi } from '#contracts/generated/revenue-ledger-abi.ts';
import {
  assetAbi,
  ledgerAbi,
  licenceAbi,
  marketAbi,
  marketReadAbi,
  nodeRegistryAbi,
  registryAbi,
  saleReadAbi,
} from './market-abi.ts';

const functions = (abi: Abi) => abi.filter((entry) => entry.type === 'function');

test.each([
  ['ComponentRegistry', registryAbi, componentRegistryAbi],
  ['ComponentMarket', marketAbi, componentMarketAbi],
  ['RevenueLedger', ledgerAbi, revenueLedgerAbi],
  ['ComponentRegistry', saleReadAbi, componentRegistryAbi],
  ['ComponentMarket', marketReadAbi, componentMarketAbi],
  ['NodeRegistry', nodeRegistryAbi, compiledNodeRegistry],
  ['ComponentLicence', licenceAbi, componentLicenceAbi],
  ['an asset or a collection', assetAbi, [...mockUsdAbi, ...componentLicenceAbi]],
] as [string, Abi, Abi][])(
  'what is called of %s is in the compiled contract, with the same results',
  (_name, used, compiled) => {
    const there = new Map(functions(compiled).map((one) => [toFunctionSelector(one), one]));
    for (const one of functions(used)) {
      const same = there.get(toFunctionSelector(one));
      expect(same, toFunctionSignature(one)).toBeDefined();
      const types = (entry: typeof one) => entry.outputs.map(({ type }) => type);
      expect(types(same ?? one), toFunctionSignature(one)).toEqual(types(one));
    }
  },
);
