import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localChainId } from '#protocol/chain/local-chain-id.ts';
import { chainFile, readChainFacts } from './read-chain-facts.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'gaianet-facts-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const address = (digit: number) => `0x${String(digit).repeat(40)}`;
const contracts = {
  ...{ networkToken: address(1), mockUsd: null, revenueLedger: address(2), nodeRegistry: address(3) },
  ...{
    componentRegistry: address(4),
    componentLicence: address(5),
    componentMarket: address(6),
    domainRegistry: address(7),
  },
};
const assets = [{ address: address(7), symbol: 'mUSD', decimals: 6 }];
const planHash = `0x${'0'.repeat(64)}`;
const deployed = { contracts, assets, deployer: address(9), firstNonce: 0, planHash };
const local = {
  chainId: localChainId,
  rpcUrl: 'http://127.0.0.1:8545',
  isLocal: true,
  contracts,
  assets,
  startBlock: 1,
};

function write(name: string, content: unknown): string {
  const file = path.join(home, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

test('without a network and without a local chain there is no chain', () => {
  expect(readChainFacts({ GAIA_HOME: home })).toBeNull();
});

test('the local chain is read from the data folder; a network goes before it and is never local', () => {
  writeFileSync(chainFile(home), JSON.stringify(local));
  expect(readChainFacts({ GAIA_HOME: home })).toEqual(local);
  const GAIA_CONTRACTS = write('base.json', { chainId: 8453, startBlock: 7, ...deployed });
  const network = { GAIA_HOME: home, GAIA_RPC_URL: 'http://127.0.0.1:9', GAIA_CHAIN_ID: 8453, GAIA_CONTRACTS };
  expect(readChainFacts(network)).toEqual({
    ...{ chainId: 8453, rpcUrl: 'http://127.0.0.1:9', isLocal: false, contracts, assets, startBlock: 7 },
  });
});

test('what contradicts itself is refused with the setting or the file', () => {
  const network = { GAIA_HOME: home, GAIA_RPC_URL: 'https://rpc.example.org' };
  expect(() => readChainFacts(network)).toThrow('needs GAIA_CHAIN_ID and GAIA_CONTRACTS');
  const wrong = { ...network, GAIA_CHAIN_ID: 10, GAIA_CONTRACTS: '/nowhere.json' };
  expect(() => readChainFacts(wrong)).toThrow("/nowhere.json, which can't be read");
  const file = write('base.json', { chainId: 8453, startBlock: 7, ...deployed });
  expect(() => readChainFacts({ ...wrong, GAIA_CONTRACTS: file })).toThrow(`${file} is of chain 8453`);
  for (const content of ['{', { ...local, contracts: { ...contracts, componentMarket: '0x12' } }]) {
    write('chain.json', content);
    expect(() => readChainFacts({ GAIA_HOME: home })).toThrow(`${chainFile(home)} does not tell where the contracts`);
  }
});
