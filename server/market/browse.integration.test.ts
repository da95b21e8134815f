import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { createAccount } from '#server/accounts/create-account.ts';
import { localOwnerId } from '#server/accounts/ensure-local-owner.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { addToCollection } from './collections/add-to-collection.ts';
import { allowCurating } from './collections/allow-curating.ts';
import { deleteCollection } from './collections/delete-collection.ts';
import { findCurator } from './collections/find-curator.ts';
import { getCollection } from './collections/get-collection.ts';
import { listCollections } from './collections/list-collections.ts';
import { listCurators } from './collections/list-curators.ts';
import { listOwnCollections } from './collections/list-own-collections.ts';
import { removeFromCollection } from './collections/remove-from-collection.ts';
import { type CollectionInput, saveCollection } from './collections/save-collection.ts';
import { stopCurating } from './collections/stop-curating.ts';
import { getCreator } from './get-creator.ts';
import { type MarketSearch, marketSearchSchema, searchMarket } from './search-market.ts';
import { addDomain } from './testing/add-domain.ts';
import { addListings, type ListingSeed } from './testing/add-listings.ts';

let deps: TestDeps;
let ada: { id: string };
let bob: { id: string };
let goods: string[];
const wallet = `0x${'ab'.repeat(20)}`;
const walletOfBob = `0x${'b0'.repeat(20)}`;
const usd = `0x${'01'.repeat(20)}` as const;
const gaia = `0x${'02'.repeat(20)}` as const;
const operator = { ownerId: localOwnerId };

const seed = (name: string, changes: Partial<ListingSeed> = {}): ListingSeed => ({
  ...{ name, kind: 'prompt', licence: 'MIT', language: 'en', sizeBytes: 1_000, price: '5', asset: usd, deedId: null },
  ...changes,
});

beforeAll(async () => {
  deps = await openTestDeps();
  await createAccount(deps, { id: localOwnerId, name: 'Owner' });
  ada = await deps.newAccount('Ada');
  bob = await deps.newAccount('Bob');
  const wallets = { [ada.id]: wallet, [bob.id]: walletOfBob };
  for (const [ownerId, address] of Object.entries(wallets)) {
    await deps.db.wallet.create({ data: { id: newId(), ownerId, address } });
  }
  goods = await addListings(deps, { ownerId: bob.id, seeds: ['Maps', 'Huts', 'Ropes'].map((name) => seed(name)) });
});
afterAll(() => deps.close());

const save = (ownerId: string, changes: Partial<CollectionInput>) =>
  saveCollection(deps, {
    ...{ seen: null, domainName: 'alpine-hiking', slug: 'alps', title: 'Alps', description: '', componentIds: [] },
    ...{ ownerId, ...changes },
  });
const own = async (slug: string, ownerId = ada.id) => {
  const found = (await listOwnCollections(deps, { ownerId })).find((one) => one.slug === slug);
  if (!found) throw new Error(`There is no collection "${slug}".`);
  return found;
};
const seenNow = async (slug: string) => {
  const { id, revision } = await own(slug);
  return { collectionId: id, revision };
};
const shown = async (slug: string, ownerId = bob.id) =>
  (await getCollection(deps, { ownerId, slug })).listings.map(({ name }) => name);
const all = (curator: string | null = null) => listCollections(deps, { curator, offset: 0, limit: 24 });
const expectHidden = async (slug: string) => {
  expect((await all()).collections.map((one) => one.slug)).not.toContain(slug);
  expect(await namesOf({ collection: slug })).toEqual([]);
  for (const reader of [bob.id, ada.id]) await expect(shown(slug, reader)).rejects.toMatchObject({ code: 'not_found' });
};
const search = (changes: Partial<MarketSearch>) =>
  searchMarket(deps, { ...marketSearchSchema.parse({}), ...changes, ownerId: bob.id });
const namesOf = async (changes: Partial<MarketSearch>) => (await search(changes)).listings.map(({ name }) => name);

describe('a curator', () => {
  test('is who operates a domain with a linked wallet, under its name', async () => {
    expect(await findCurator(deps, { ownerId: ada.id })).toEqual({ names: [], collections: 0 });
    await expect(save(ada.id, {})).rejects.toThrow('Open one under “Domains”');
    await addDomain(deps, 'alpine-hiking', `0x${'cd'.repeat(20)}`);
    await expect(save(ada.id, {})).rejects.toMatchObject({ code: 'forbidden', param: 'domainName' });
    for (const name of ['alpine-hiking', 'alpine-huts']) await addDomain(deps, name, wallet);
    const names = ['alpine-hiking', 'alpine-huts'].map((domainName) => ({ domainName, stopReason: null }));
    expect(await findCurator(deps, { ownerId: ada.id })).toEqual({ names, collections: 0 });
    await addDomain(deps, 'bob-bakes', walletOfBob);
    await expect(save(ada.id, { domainName: 'bob-bakes' })).rejects.toThrow('None of your linked wallets operates');
    await expect(save(ada.id, { domainName: null })).rejects.toThrow('Choose a domain of yours');
  });

  test('arranges collections of their own, which everybody sees under their name and in their order', async () => {
    const [maps = '', huts = '', ropes = ''] = goods;
    const { collectionId } = await save(ada.id, { componentIds: [huts, maps, huts] });
    expect(await shown('alps')).toEqual(['Huts', 'Maps']);
    await Promise.all(
      [ropes, ropes].map((componentId) => addToCollection(deps, { ownerId: ada.id, collectionId, componentId })),
    );
    expect(await shown('alps')).toEqual(['Huts', 'Maps', 'Ropes']);
    expect(await namesOf({ collection: 'alps', sort: 'arranged' })).toEqual(['Huts', 'Maps', 'Ropes']);
    const choice = { domainName: 'alpine-huts', title: 'High Alps', componentIds: [ropes, huts] };
    await save(ada.id, { ...choice, seen: await seenNow('alps') });
    await removeFromCollection(deps, { ownerId: ada.id, collectionId, componentId: huts });
    const members = [{ name: 'Ropes', isOnSale: true }];
    expect(await own('alps')).toMatchObject({ id: collectionId, title: 'High Alps', hiddenBecause: null, members });
    const curator = { slug: 'alpine-huts', domainName: 'alpine-huts' };
    expect(await all('alpine-huts')).toMatchObject({ collections: [{ slug: 'alps', count: 1, curator }], total: 1 });
    expect(await all('alpine-hiking')).toMatchObject({ collections: [], total: 0 });
    const { domains } = await getCreator(deps, { ownerId: bob.id, address: wallet });
    expect(domains).toEqual([
      { name: 'alpine-hiking', collections: 0 },
      { name: 'alpine-huts', collections: 1 },
    ]);
    await expect(save(ada.id, { slug: 'alps' })).rejects.toMatchObject({ code: 'conflict', param: 'slug' });
    await expect(save(ada.id, { slug: 'none', componentIds: [newId()] })).rejects.toThrow('not on sale now');
    const twice = await Promise.allSettled([save(ada.id, { slug: 'twice' }), save(ada.id, { slug: 'twice' })]);
    expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(shown('twice')).rejects.toMatchObject({ code: 'not_found' });
    expect(await shown('twice', ada.id)).toEqual([]);
  });

  test('overwrites nothing that was changed since they opened it, in another tab or from a component’s page', async () => {
    const [maps = ''] = goods;
    const opened = await seenNow('alps');
    const tabs = ['One', 'Two'].map((title) => save(ada.id, { seen: opened, title }));
    const ends = await Promise.allSettled(tabs);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refusal = { code: 'conflict', param: 'revision' };
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refusal });
    const member = { ownerId: ada.id, collectionId: opened.collectionId, componentId: maps };
    for (const change of [addToCollection, removeFromCollection]) {
      const before = await seenNow('alps');
      for (const _again of [1, 2]) await change(deps, member);
      await expect(save(ada.id, { seen: before })).rejects.toMatchObject(refusal);
      expect((await own('alps')).revision).toBe(before.revision + 1);
    }
  });

  test('sees what is off the market in its place, while others don’t, and can leave it out', async () => {
    const [maps = '', huts = '', ropes = ''] = goods;
    await save(ada.id, { seen: await seenNow('alps'), componentIds: [maps, huts] });
    const turn = (state: 'offered' | 'draft') =>
      deps.db.saleTerms.update({ where: { componentId: maps }, data: { state } });
    await turn('draft');
    expect(await shown('alps', ada.id)).toEqual(['Huts']);
    expect((await own('alps')).members).toMatchObject([
      { name: 'Maps', isOnSale: false },
      { name: 'Huts', isOnSale: true },
    ]);
    await save(ada.id, { seen: await seenNow('alps'), componentIds: [ropes, maps, huts] });
    await expect(save(ada.id, { slug: 'new', componentIds: [maps] })).rejects.toThrow('not on sale now');
    await turn('offered');
    expect(await shown('alps')).toEqual(['Ropes', 'Maps', 'Huts']);
    await turn('draft');
    await save(ada.id, { seen: await seenNow('alps'), componentIds: [ropes] });
    await turn('offered');
    expect(await shown('alps')).toEqual(['Ropes']);
  });

  test('touches nothing of another’s, nor the operator’s, nor they theirs', async () => {
    const seen = await seenNow('alps');
    const [componentId = ''] = goods;
    for (const [ownerId, domainName] of [
      [bob.id, 'bob-bakes'],
      [localOwnerId, null],
    ] as const) {
      const theirs = { ownerId, collectionId: seen.collectionId, componentId };
      const tries = [
        () => save(ownerId, { seen, domainName }),
        () => addToCollection(deps, theirs),
        () => removeFromCollection(deps, theirs),
        () => deleteCollection(deps, theirs),
      ];
      for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
      await expect(save(ownerId, { slug: 'mine' })).rejects.toMatchObject({ code: 'forbidden' });
    }
    await save(localOwnerId, { domainName: null, slug: 'first', title: 'Start here', componentIds: [componentId] });
    const found = await all('_studio');
    expect(found.collections).toMatchObject([{ slug: 'first', curator: { slug: '_studio', domainName: null } }]);
    expect(found.curators).toEqual([
      { slug: '_studio', domainName: null, count: 1 },
      { slug: 'alpine-hiking', domainName: 'alpine-hiking', count: 1 },
    ]);
    expect(await all('nobody')).toMatchObject({ collections: [], total: 0 });
  });

  test('who hands a domain over hides its collections, keeps them, and has them back with it', async () => {
    await addDomain(deps, 'alpine-hiking', walletOfBob);
    await expectHidden('alps');
    const { id: collectionId } = await own('alps');
    expect(await own('alps')).toMatchObject({ hiddenBecause: 'not_yours', members: [{ name: 'Ropes' }] });
    const [componentId = ''] = goods;
    const more = addToCollection(deps, { ownerId: ada.id, collectionId, componentId });
    await expect(more).rejects.toThrow('None of your linked wallets operates');
    await save(bob.id, { slug: 'of-bob', componentIds: [componentId] });
    expect((await all('alpine-hiking')).collections.map(({ slug }) => slug)).toEqual(['of-bob']);
    await addDomain(deps, 'alpine-hiking', wallet);
    expect((await all('alpine-hiking')).collections.map(({ slug }) => slug)).toEqual(['alps']);
    await deps.db.wallet.delete({ where: { address: wallet } });
    await expectHidden('alps');
    await deps.db.wallet.create({ data: { id: newId(), ownerId: ada.id, address: wallet } });
    expect(await shown('alps')).toEqual(['Ropes']);
  });

  test('whose domain is stopped here has its collections hidden and reads why, until it is allowed again', async () => {
    const stop = (ownerId: string, domainName = 'alpine-hiking', reason = 'They are advertisements.') =>
      stopCurating(deps, { ownerId, domainName, reason });
    await expect(stop(bob.id)).rejects.toThrow('Only the operator');
    await expect(stop(localOwnerId, 'nobody')).rejects.toMatchObject({ code: 'not_found' });
    await stop(localOwnerId, 'alpine-hiking', 'Wrong.');
    await stop(localOwnerId);
    await expectHidden('alps');
    expect((await own('alps')).hiddenBecause).toBe('stopped');
    expect((await findCurator(deps, { ownerId: ada.id })).names).toMatchObject([
      { domainName: 'alpine-hiking', stopReason: 'They are advertisements.' },
      { domainName: 'alpine-huts', stopReason: null },
    ]);
    await expect(save(ada.id, { slug: 'more' })).rejects.toThrow('curating here: They are advertisements.');
    await expect(listCurators(deps, { ownerId: ada.id })).rejects.toMatchObject({ code: 'forbidden' });
    const row = { domainName: 'alpine-hiking', operator: wallet, person: 'Ada', collections: 2 };
    const known = { ...row, stop: { reason: 'They are advertisements.', stoppedAt: deps.clock() } };
    expect(await listCurators(deps, operator)).toEqual([known]);
    await expect(allowCurating(deps, { ownerId: ada.id, domainName: row.domainName })).rejects.toThrow(
      'Only the operator',
    );
    for (const _again of [1, 2]) await allowCurating(deps, { ...operator, domainName: row.domainName });
    expect(await shown('alps')).toEqual(['Ropes']);
    expect(await listCurators(deps, operator)).toEqual([{ ...row, stop: null }]);
  });

  test('has a limit of collections and of members, also at once', async () => {
    const before = await deps.db.collection.count({ where: { ownerId: ada.id } });
    const rows = Array.from({ length: limits.collectionsPerCurator - before - 1 }, (_, at) => {
      return { id: newId(), ownerId: ada.id, slug: `filler-${at}`, title: 'Filler' };
    });
    await deps.db.collection.createMany({ data: rows });
    const last = await Promise.allSettled(['x', 'y', 'z'].map((slug) => save(ada.id, { slug })));
    expect(last.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const seeds = Array.from({ length: limits.componentsPerCollection }, (_, at) => seed(`Knot ${at}`));
    const knots = await addListings(deps, { ownerId: bob.id, seeds });
    const seen = await seenNow('filler-0');
    const { collectionId } = await save(ada.id, { seen, slug: 'full', componentIds: knots });
    const more = addToCollection(deps, { ownerId: ada.id, collectionId, componentId: goods[0] ?? '' });
    await expect(more).rejects.toThrow('at most 100 components');
    await deleteCollection(deps, { ownerId: ada.id, collectionId });
    expect(await deps.db.saleTerms.count({ where: { componentId: { in: knots } } })).toBe(knots.length);
  });
});

describe('a market of a thousand', () => {
  const kinds = ['knowledge', 'dataset', 'tool', 'agent'] as const;
  const languages = ['de', 'fr', 'it', 'pt', 'rm'];

  beforeAll(async () => {
    const seeds = Array.from({ length: 1_000 }, (_, at) =>
      seed(`Thing ${at}`, {
        kind: kinds[at % kinds.length] ?? 'tool',
        licence: at % 3 === 0 ? 'CC0-1.0' : 'MIT',
        language: languages[at % languages.length] ?? 'de',
        sizeBytes: (at + 1) * 1_000_000,
        price: String(at % 10),
        asset: at % 2 === 0 ? usd : gaia,
        deedId: at % 2 === 0 ? at + 1 : null,
      }),
    );
    await addListings(deps, { ownerId: bob.id, seeds });
    await deps.db.$executeRaw`ANALYZE`;
  });

  test.each<[string, Partial<MarketSearch>, number]>([
    ['words', { text: 'thing 99' }, 19],
    ['a kind', { kinds: ['dataset'] }, 250],
    ['a licence', { licence: 'CC0-1.0' }, 334],
    ['a language', { language: 'rm' }, 200],
    ['a size', { maxSizeBytes: 10_000_000, text: 'thing' }, 10],
    ['what is free', { price: 'free' }, 100],
    ['what costs something in one coin', { price: 'paid', asset: gaia }, 500],
    ['all of them', { kinds: ['knowledge'], licence: 'CC0-1.0', language: 'de', asset: usd, price: 'free' }, 17],
    ['the cheapest, from the middle', { sort: 'price', asset: gaia, offset: 240 }, 500],
    ['the most sold, from the middle', { sort: 'popular', text: 'thing', offset: 480 }, 1_000],
    ['the best rated, from the middle', { sort: 'rating', text: 'thing', offset: 480 }, 1_000],
    ['words that no text can hold', { text: marketSearchSchema.parse({ text: 'thing\0 \u202E99' }).text }, 19],
    ['a page after the last', { text: 'thing', offset: 2_400 }, 1_000],
  ])('is searched for %s', async (_what, changes, total) => {
    expect((await search(changes)).total).toBe(total);
  });
});
