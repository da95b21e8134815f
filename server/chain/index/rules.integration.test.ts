import { type Address, type Hex, zeroHash } from 'viem';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { contractTypes } from '#protocol/signing/contract-messages.ts';
import { hashOf, openBazaar, price, version } from '#server/chain/testing/open-bazaar.ts';
import { openTestChain, type TestChain } from '#server/chain/testing/open-test-chain.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { indexBlocks } from './index-blocks.ts';

// Every kind of event, made on a real chain; what the tables then say is compared with what the contracts say.
let chain: TestChain;
let deps: TestDeps;
let bazaar: Awaited<ReturnType<typeof openBazaar>>;
type Person = Awaited<ReturnType<typeof bazaar.newPerson>>;
let ada: Person;
let ben: Person;
beforeAll(async () => {
  [chain, deps] = [await openTestChain(), await openTestDeps()];
  bazaar = await openBazaar(chain);
  [ada, ben] = [await bazaar.newPerson(), await bazaar.newPerson()];
});
afterAll(async () => {
  await deps.close();
  await chain.close();
});
beforeEach(async () => deps.database.clear());

const read = <Answer>(call: object) => chain.reader.client.readContract(call as never) as Promise<Answer>;
const small = (address: string) => address.toLowerCase();
const addressOf = (person: Person) => small(person.account.address);
async function index(): Promise<void> {
  while (!(await indexBlocks({ ...deps, chain: chain.reader }, { span: 500 })).isAtHead);
}
const inAMonth = async () => Number((await chain.reader.client.getBlock()).timestamp) + 30 * 86_400;
const anvilArbiter: Address = '0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65';

test('deeds, versions, prices and owners are what the registry says', async () => {
  const { registry } = bazaar.on;
  const parent = await bazaar.mint(ada);
  const id = await bazaar.mint(ben, { parents: [{ id: parent, bps: 1_000 }], isPrivate: true });
  const on = (functionName: string, ...args: unknown[]) => bazaar.as(ben, { ...registry, functionName, args });
  await on('appendVersion', id, version('two', true));
  await on('setOffer', id, 0, bazaar.mockUsd, 7n);
  await on('setOffer', id, 0, chain.reader.facts.contracts.networkToken, 9n);
  await on('removeOffer', id, 0, bazaar.mockUsd);
  await on('setAskBps', id, 100);
  await on('setKeyIssuer', id, ada.account.address);
  await on('transferFrom', ben.account.address, ada.account.address, id);
  await index();

  const deed = await deps.db.deed.findUniqueOrThrow({ where: { id: id.toString() } });
  const [creator, kind, askBps, royaltyBps, keyIssuer] = await read<[Address, number, number, number, Address]>({
    ...{ ...registry, functionName: 'deedOf', args: [id] },
  });
  expect(kind).toBe(1);
  expect(deed).toMatchObject({
    ...{ kind: 'knowledge', creator: small(creator), owner: addressOf(ada), keyIssuer: small(keyIssuer) },
    ...{ askBps, royaltyBps, versionCount: 2, transferNonce: 1, voucher: null },
    parents: [{ id: parent.toString(), bps: 1_000 }],
  });
  expect(askBps).toBe(100);
  for (const { number, ...kept } of await deps.db.deedVersion.findMany({ where: { deedId: id.toString() } })) {
    const [terms] = await read<[Record<string, string>]>({
      ...registry,
      functionName: 'versionOf',
      args: [id, number],
    });
    expect(kept).toMatchObject(terms);
  }
  const offers = await deps.db.deedOffer.findMany({ where: { deedId: id.toString() } });
  expect(offers.map(({ asset, price: asked }) => [asset, asked.toFixed()])).toEqual([
    [small(chain.reader.facts.contracts.networkToken), '9'],
  ]);
  const scopes = await deps.db.deedScope.findMany({ where: { deedId: id.toString() } });
  expect(scopes).toMatchObject([{ scope: 0, supplyCap: null, durationSeconds: null, isSoulbound: false }]);
});

test('a purchase goes through its states: paid at once, delivered and confirmed, refunded, disputed both ways', async () => {
  const { market } = bazaar.on;
  const open = await bazaar.mint(ada);
  const hidden = await bazaar.mint(ada, { isPrivate: true });
  const states: Record<string, string> = {};
  const expectState = (id: bigint, state: string) => {
    states[id.toString()] = state;
    return id;
  };
  const by = (person: Person, functionName: string, ...args: unknown[]) =>
    bazaar.as(person, { ...market, functionName, args });
  expectState(await bazaar.buy(ben, open, 3n), 'paid');
  const confirmed = expectState(await bazaar.buy(ben, hidden), 'paid');
  await bazaar.deliver(ada, confirmed, '0xabcd');
  await by(ben, 'confirmKey', confirmed);
  const [delivered, won, lost] = [
    await bazaar.buy(ben, hidden),
    await bazaar.buy(ben, hidden),
    await bazaar.buy(ben, hidden),
  ];
  for (const id of [delivered, won, lost]) await bazaar.deliver(ada, expectState(id, 'delivered'));
  for (const id of [won, lost]) await by(ben, 'openDispute', id);
  await chain.control.impersonateAccount({ address: anvilArbiter });
  for (const [id, isBuyerRight] of [
    [won, true],
    [lost, false],
  ] as const) {
    const call = { ...market, functionName: 'resolveDispute', args: [id, isBuyerRight] } as const;
    await chain.untilMined(await ben.send.writeContract({ ...call, account: anvilArbiter, chain: null }));
    expectState(id, isBuyerRight ? 'refunded' : 'paid');
  }
  const late = expectState(await bazaar.buy(ben, hidden), 'refunded');
  const disputed = expectState(await bazaar.buy(ben, hidden), 'disputed');
  await bazaar.deliver(ada, disputed);
  await by(ben, 'openDispute', disputed);
  await chain.control.increaseTime({ seconds: 3_600 });
  await by(ada, 'refund', late);
  expectState(await bazaar.buy(ben, hidden), 'held');
  await index();

  const kept = await deps.db.marketPurchase.findMany();
  expect(Object.fromEntries(kept.map(({ purchaseId, state }) => [purchaseId.toFixed(), state]))).toEqual(states);
  const row = (id: bigint) => kept.find(({ purchaseId }) => purchaseId.toFixed() === id.toString());
  expect(row(confirmed)).toMatchObject({ sealedKey: '0xabcd', isHeld: true, deadline: null, buyer: addressOf(ben) });
  expect(row(late)?.refundReason).toBe('undelivered');
  expect(row(won)?.refundReason).toBe('dispute');
  const { deadline } = await read<{ deadline: number }>({ ...market, functionName: 'purchaseOf', args: [disputed] });
  expect(row(disputed)?.deadline).toEqual(new Date(deadline * 1_000));
  expect(row(confirmed)?.price.toFixed()).toBe(price.toString());
});

test('holdings, locks and supply are what the licences say', async () => {
  const { licence } = bazaar.on;
  const cleo = await bazaar.newPerson();
  const id = await bazaar.mint(ada);
  const timed = await bazaar.mint(ada, { durationSeconds: 86_400 });
  const [token, timedToken] = [id << 8n, timed << 8n];
  await bazaar.buy(ben, id, 5n);
  await bazaar.buy(ben, timed, 2n);
  await bazaar.buy(ben, timed, 2n);
  const move = (functionName: string, ...args: unknown[]) => bazaar.as(ben, { ...licence, functionName, args });
  const [from, to] = [ben.account.address, cleo.account.address];
  await move('safeTransferFrom', from, to, token, 1n, '0x');
  await move('safeBatchTransferFrom', from, to, [token, token], [1n, 1n], '0x');
  const deadline = BigInt(await inAMonth());
  const release = { account: from, tokenId: token, units: 1n, nonce: 1n, deadline };
  const signature = await ada.account.signTypedData({
    domain: { name: 'GaiaNet', version: '1', chainId: chain.reader.facts.chainId, verifyingContract: licence.address },
    types: contractTypes,
    primaryType: 'KeyRelease',
    message: release,
  });
  await move('noteRelease', ...Object.values(release), signature);
  await index();

  const held = await deps.db.licenceHolding.findMany();
  expect(held).not.toEqual([]);
  for (const { deedId, scope, account, ...row } of held) {
    const args = [account, (BigInt(deedId.toFixed()) << 8n) + BigInt(scope)];
    const ask = async (functionName: string) => String(await read({ ...licence, functionName, args }));
    expect(row.units.toFixed()).toBe(await ask('balanceOf'));
    expect(row.heldUnits.toFixed()).toBe(await ask('heldUnits'));
    expect(String(row.transferNonce)).toBe(await ask('transferNonce'));
    expect(String((row.expiresAt?.getTime() ?? 0) / 1_000)).toBe(await ask('expiryOf'));
  }
  const own = held.find((row) => row.deedId.toFixed() === id.toString() && row.account === addressOf(ben));
  expect(own).toMatchObject({ lockedUntil: expect.any(Date) });
  expect(own?.lockedUnits.toFixed()).toBe('1');
  for (const [deedId, tokenId] of [
    [id, token],
    [timed, timedToken],
  ] as const) {
    const scope = await deps.db.deedScope.findUniqueOrThrow({
      where: { deedId_scope: { deedId: deedId.toString(), scope: 0 } },
    });
    expect(scope.supply.toFixed()).toBe(
      String(await read({ ...licence, functionName: 'totalSupply', args: [tokenId] })),
    );
  }
});

test('listings are open, cancelled, bought or stale, and what the ledger owes is what was credited and not claimed', async () => {
  const { market, registry, ledger } = bazaar.on;
  const cleo = await bazaar.newPerson();
  const id = await bazaar.mint(ada);
  await bazaar.buy(ben, id, 4n);
  const by = (person: Person, functionName: string, ...args: unknown[]) =>
    bazaar.as(person, { ...market, functionName, args });
  const until = await inAMonth();
  const states: Record<string, string> = {};
  async function list(person: Person, state: string, [functionName, ...args]: [string, ...unknown[]]): Promise<bigint> {
    await by(person, functionName, ...args, bazaar.mockUsd, price, until);
    const listingId = await read<bigint>({ ...market, functionName: 'listingCount' });
    states[listingId.toString()] = state;
    return listingId;
  }
  const units = await list(ben, 'bought', ['listLicence', id << 8n, 1n]);
  await by(
    cleo,
    'buyListing',
    units,
    price,
    await read({ ...market, functionName: 'listingOf', args: [units] }).then(
      (found) => (found as { transferNonce: bigint }).transferNonce,
    ),
  );
  await by(ben, 'cancelListing', await list(ben, 'cancelled', ['listLicence', id << 8n, 1n]));
  await list(ada, 'stale', ['listDeed', id]);
  await bazaar.as(ada, {
    ...registry,
    functionName: 'transferFrom',
    args: [ada.account.address, ben.account.address, id],
  });
  const deed = await list(ben, 'bought', ['listDeed', id]);
  await by(cleo, 'buyListing', deed, price, 1n);
  await list(cleo, 'open', ['listDeed', id]);
  await bazaar.as(ada, { ...ledger, functionName: 'claim', args: [bazaar.mockUsd] });
  await index();

  const kept = await deps.db.marketListing.findMany();
  expect(Object.fromEntries(kept.map(({ listingId, state }) => [listingId.toFixed(), state]))).toEqual(states);
  expect(kept.find(({ listingId }) => listingId.toFixed() === deed.toString())).toMatchObject({
    ...{ kind: 'deed', buyer: addressOf(cleo), royaltyReceiver: addressOf(ada), scope: null },
  });
  const credits = await deps.db.ledgerCredit.groupBy({ by: ['account', 'asset'], _sum: { amount: true } });
  expect(credits.length).toBeGreaterThan(2);
  for (const { account, asset, _sum } of credits) {
    const { _sum: taken } = await deps.db.ledgerClaim.aggregate({ where: { account, asset }, _sum: { amount: true } });
    const owed = BigInt(_sum.amount?.toFixed() ?? 0) - BigInt(taken.amount?.toFixed() ?? 0);
    expect(owed).toBe(await read({ ...ledger, functionName: 'owed', args: [account, asset] }));
  }
  const sources = await deps.db.ledgerCredit.findMany({ distinct: ['source'], select: { source: true } });
  const names = sources.map(({ source }) => source);
  expect(names).toEqual(expect.arrayContaining(['deed', 'licence', 'protocol', 'resale', 'royalty']));
  expect(names).not.toContain('other');
});

test('nodes are linked, paid elsewhere and unlinked as the registry says', async () => {
  const { nodes } = bazaar.on;
  const [kept, left] = [await chain.newWallet(), await chain.newWallet()];
  const domain = {
    name: 'GaiaNet',
    version: '1',
    chainId: chain.reader.facts.chainId,
    verifyingContract: nodes.address,
  };
  const deadline = BigInt(await inAMonth());
  const by = (functionName: string, ...args: unknown[]) => bazaar.as(ada, { ...nodes, functionName, args });
  for (const { account } of [kept, left]) {
    const message = {
      node: account.address,
      owner: ada.account.address,
      payout: ben.account.address,
      nonce: 0n,
      deadline,
    };
    const signature: Hex = await account.signTypedData({
      domain,
      types: contractTypes,
      primaryType: 'NodeLink',
      message,
    });
    await by('linkNode', account.address, ben.account.address, zeroHash, deadline, signature);
  }
  await by('unlink', left.account.address);
  await by('setMetadata', kept.account.address, hashOf('about'));
  await by('requestPayout', kept.account.address, ada.account.address);
  await index();
  expect(await deps.db.chainNode.findMany()).toMatchObject([
    {
      ...{ node: small(kept.account.address), owner: addressOf(ada), payout: addressOf(ben) },
      ...{ pendingPayout: addressOf(ada), metadataHash: hashOf('about') },
    },
  ]);
  await chain.control.increaseTime({ seconds: 86_401 });
  await by('applyPayout', kept.account.address);
  await index();
  expect(await deps.db.chainNode.findMany()).toMatchObject([
    { payout: addressOf(ada), pendingPayout: null, payoutReadyAt: null },
  ]);
});
