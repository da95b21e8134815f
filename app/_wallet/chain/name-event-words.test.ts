import { type Abi, zeroAddress } from 'viem';
import { describe, expect, test } from 'vitest';
import words from '#app/_i18n/en/chain.json' with { type: 'json' };
import { componentLicenceAbi } from '#contracts/generated/component-licence-abi.ts';
import { componentMarketAbi } from '#contracts/generated/component-market-abi.ts';
import { componentRegistryAbi } from '#contracts/generated/component-registry-abi.ts';
import { domainRegistryAbi } from '#contracts/generated/domain-registry-abi.ts';
import { mockUsdAbi } from '#contracts/generated/mock-usd-abi.ts';
import { networkTokenAbi } from '#contracts/generated/network-token-abi.ts';
import { nodeRegistryAbi } from '#contracts/generated/node-registry-abi.ts';
import { revenueLedgerAbi } from '#contracts/generated/revenue-ledger-abi.ts';
import { nameEventWords } from './name-event-words.ts';

const abis: Record<string, Abi> = {
  componentLicence: componentLicenceAbi,
  componentMarket: componentMarketAbi,
  componentRegistry: componentRegistryAbi,
  domainRegistry: domainRegistryAbi,
  mockUsd: mockUsdAbi,
  networkToken: networkTokenAbi,
  nodeRegistry: nodeRegistryAbi,
  revenueLedger: revenueLedgerAbi,
};
const sentences: Record<string, string> = words.eventWords;
const [ada, bob] = [`0x${'a'.repeat(40)}`, `0x${'b'.repeat(40)}`];

describe('an event of a contract', () => {
  test.each(Object.entries(abis))('of %s has a sentence', (contract, abi) => {
    const names = abi.flatMap((one) => (one.type === 'event' ? [one.name] : []));
    const moves = [
      { from: zeroAddress, to: ada },
      { from: ada, to: bob },
      { from: bob, to: zeroAddress },
    ];
    const untold = names.flatMap((name) =>
      moves.map((values) => nameEventWords({ name, contract, values })).filter((key) => !sentences[key]),
    );
    expect(untold).toEqual([]);
  });

  test('that moves something says what was made, passed on or ended', () => {
    const values = { from: ada, to: bob };
    expect(nameEventWords({ name: 'Transfer', contract: 'mockUsd', values })).toBe('MoneyMoved');
    expect(nameEventWords({ name: 'Transfer', contract: 'componentRegistry', values })).toBe('DeedMoved');
    const minted = { from: zeroAddress, to: ada };
    expect(nameEventWords({ name: 'Transfer', contract: 'componentRegistry', values: minted })).toBe('DeedMade');
    const burnt = { from: ada, to: zeroAddress };
    expect(nameEventWords({ name: 'TransferSingle', contract: 'componentLicence', values: burnt })).toBe(
      'LicenceEnded',
    );
  });
});
