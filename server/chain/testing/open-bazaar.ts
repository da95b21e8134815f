import { type Hex, keccak256, parseUnits, toHex, zeroHash } from 'viem';
import { componentLicenceAbi } from '#contracts/generated/component-licence-abi.ts';
import { componentMarketAbi } from '#contracts/generated/component-market-abi.ts';
import { componentRegistryAbi } from '#contracts/generated/component-registry-abi.ts';
import { domainRegistryAbi } from '#contracts/generated/domain-registry-abi.ts';
import { mockUsdAbi } from '#contracts/generated/mock-usd-abi.ts';
import { nodeRegistryAbi } from '#contracts/generated/node-registry-abi.ts';
import { revenueLedgerAbi } from '#contracts/generated/revenue-ledger-abi.ts';
import { contractTypes } from '#protocol/signing/contract-messages.ts';
import type { TestChain } from './open-test-chain.ts';

type Wallet = Awaited<ReturnType<TestChain['newWallet']>>;

export const price = parseUnits('20', 6);
export const hashOf = (text: string) => keccak256(toHex(text));
const sealTo = hashOf('seal to');

/** Terms of a version that was made up from a name. */
export const version = (name: string, isPrivate: boolean) => ({
  ...{ contentRoot: hashOf(name), manifestHash: hashOf(`${name} manifest`), cid: '', licenceHash: hashOf('MIT') },
  keyCommitment: isPrivate ? hashOf(`${name} key`) : zeroHash,
});

export interface MintChoices {
  uri?: string;
  isPrivate?: boolean;
  parents?: { id: bigint; bps: number }[];
  durationSeconds?: number;
}

/** People who mint, sell and buy on a test's own chain, for whoever needs a chain that something happened on. */
export async function openBazaar(chain: TestChain) {
  const { contracts } = chain.reader.facts;
  const mockUsd = contracts.mockUsd ?? contracts.networkToken;
  const on = {
    registry: { address: contracts.componentRegistry, abi: componentRegistryAbi },
    licence: { address: contracts.componentLicence, abi: componentLicenceAbi },
    market: { address: contracts.componentMarket, abi: componentMarketAbi },
    ledger: { address: contracts.revenueLedger, abi: revenueLedgerAbi },
    nodes: { address: contracts.nodeRegistry, abi: nodeRegistryAbi },
    domains: { address: contracts.domainRegistry, abi: domainRegistryAbi },
    money: { address: mockUsd, abi: mockUsdAbi },
  } as const;

  /** Sends, and waits until it is mined. */
  async function as(wallet: Wallet, call: object): Promise<void> {
    const request = { chain: null, account: wallet.account, ...call };
    await chain.untilMined(await wallet.send.writeContract(request as Parameters<typeof wallet.send.writeContract>[0]));
  }

  async function newPerson(): Promise<Wallet> {
    const wallet = await chain.newWallet();
    const { address } = wallet.account;
    await as(wallet, { ...on.money, functionName: 'mint', args: [address, parseUnits('10000', 6)] });
    const most = 2n ** 256n - 1n;
    await as(wallet, { ...on.money, functionName: 'approve', args: [contracts.componentMarket, most] });
    await as(wallet, { ...on.licence, functionName: 'setApprovalForAll', args: [contracts.componentMarket, true] });
    await as(wallet, { ...on.registry, functionName: 'setApprovalForAll', args: [contracts.componentMarket, true] });
    return wallet;
  }

  /** Mints a deed that sells seats for `price`, and returns its id. */
  async function mint(creator: Wallet, choices: MintChoices = {}): Promise<bigint> {
    const { uri = 'ipfs://page', isPrivate = false, parents = [], durationSeconds = 0 } = choices;
    const { address } = creator.account;
    const terms = {
      ...{ creator: address, keyIssuer: address, kind: 1, askBps: 500, royaltyBps: 700, uri, parents },
      version: version('one', isPrivate),
      scopes: [{ scope: 0, supplyCap: 0n, durationSeconds, isSoulbound: false }],
      offers: [{ scope: 0, asset: mockUsd, price }],
    };
    await as(creator, { ...on.registry, functionName: 'mint', args: [terms] });
    return chain.reader.client.readContract({ ...on.registry, functionName: 'deedCount' });
  }

  /** Buys seats of version 1 and returns the purchase's number. */
  async function buy(buyer: Wallet, id: bigint, quantity = 1n): Promise<bigint> {
    const { address } = buyer.account;
    const purchase = {
      ...{ id, version: 1, scope: 0, quantity, asset: mockUsd, maxPrice: price * quantity },
      ...{ expectedRoot: hashOf('one'), recipient: address, sealTo },
    };
    await as(buyer, { ...on.market, functionName: 'buyLicence', args: [purchase] });
    return chain.reader.client.readContract({ ...on.market, functionName: 'purchaseCount' });
  }

  /** The key issuer delivers some sealed key. */
  async function deliver(issuer: Wallet, purchaseId: bigint, sealedKey: Hex = '0x1234'): Promise<void> {
    const { chainId } = chain.reader.facts;
    const signature = await issuer.account.signTypedData({
      domain: { name: 'GaiaNet', version: '1', chainId, verifyingContract: contracts.componentMarket },
      types: contractTypes,
      primaryType: 'KeyDelivery',
      message: { purchaseId, sealedKeyHash: keccak256(sealedKey) },
    });
    await as(issuer, { ...on.market, functionName: 'deliverKey', args: [purchaseId, sealedKey, signature] });
  }

  return { on, as, newPerson, mint, buy, deliver, mockUsd };
}
