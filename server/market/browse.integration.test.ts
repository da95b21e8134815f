import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { createAccount } from '#server/accounts/create-account.ts';
import { localOwnerId } from '#server/accounts/ensure-local-owner.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { addToCollection } from './collections/add-to-collection.ts';
import { deleteCollection } from './collections/delete-collection.ts';
import { findCurator } from './collections/find-curator.ts';
import { getCollection } from './collections/get-collection.ts';
import { letCurate } from './collections/let-curate.ts';
import { listCollections } from './collections/list-collections.ts';
import { listCurators } from './collections/list-curators.ts';
import { listOwnCollections } from './collections/list-own-collections.ts';
import { removeFromCollection } from './collections/remove-from-collection.ts';
import { type CollectionInput, saveCollection } from './collections/save-collection.ts';
import { stopCurating } from './collections/stop-curating.ts';
import { type MarketSearch, marketSearchSchema, searchMarket } from './search-market.ts';
import { addListings, type ListingSeed } from './testing/add-listings.ts';

let deps: TestDeps;
let ada: { id: string };
let bob: { id: string };
let goods: string[];
const wallet = `0x${'ab'.repeat(20)}`;
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
  await deps.db.wallet.create({ data: { id: newId(), ownerId: ada.id, address: wallet } });
  goods = await addListings(deps, { ownerId: bob.id, seeds: ['Maps', 'Huts', 'Ropes'].map((name) => seed(name)) });
});
afterAll(() => deps.close());

const save = (ownerId: string, changes: Partial<CollectionInput>) =>
  saveCollection(deps, {
    ...{ collectionId: null, slug: 'alps', title: 'Alps', description: '', componentIds: [] },
    ...{ ownerId, ...changes },
  });
const shown = async (slug: string, ownerId = bob.id) =>
  (await getCollection(deps, { ownerId, slug })).listings.map(({ name }) => name);
const all = (curator: string | null = null) => listCollections(deps, { curator, offset: 0, limit: 24 });
const search = (changes: Partial<MarketSearch>) =>
  searchMarket(deps, { ...marketSearchSchema.parse({}), ...changes, ownerId: bob.id });
const namesOf = async (changes: Partial<MarketSearch>) => (await search(changes)).listings.map(({ name }) => name);

describe('a curator', () => {
  test('is let in by the operator, by wallet or by name, under a name that no other has', async () => {
    const { id: carl } = await deps.newAccount('Carl_');
    for (const twin of ['Twin', 'twin']) await deps.newAccount(twin);
    const ask = (person: string, name = 'Alpine Hiking', ownerId: string = localOwnerId) =>
      letCurate(deps, { ownerId, person, name });
    await expect(ask(wallet, 'Mine', bob.id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(save(ada.id, {})).rejects.toThrow('If you operate a domain, ask the operator');
    await expect(ask(`0x${'cd'.repeat(20)}`)).rejects.toThrow('No account here has linked the wallet');
    await expect(ask('Carl%')).rejects.toThrow('Nobody here is called');
    await expect(ask('TWIN')).rejects.toThrow('Several people');
    await expect(ask('owner')).rejects.toThrow('You curate already');
    for (const name of ['🐝', 'studio']) await expect(ask(wallet, name)).rejects.toThrow("can't be the name");
    expect(await ask(wallet.toUpperCase().replace('X', 'x'))).toEqual({ slug: 'alpine-hiking', name: 'Alpine Hiking' });
    await expect(ask('Carl_', 'ALPINE hiking')).rejects.toMatchObject({ code: 'conflict', param: 'name' });
    await Promise.all([ask('carl_', 'Cooks'), ask('carl_', 'Cooks')]);
    await ask('carl_', 'Bakers');
    expect(await findCurator(deps, { ownerId: carl })).toEqual({ slug: 'bakers', name: 'Bakers', hasEnded: false });
    await expect(listCurators(deps, { ownerId: ada.id })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await listCurators(deps, operator)).toMatchObject([
      { name: 'Alpine Hiking', person: 'Ada', address: wallet, collections: 0 },
      { name: 'Bakers', person: 'Carl_', address: null },
    ]);
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
    await save(ada.id, { collectionId, title: 'High Alps', componentIds: [ropes, huts] });
    await removeFromCollection(deps, { ownerId: ada.id, collectionId, componentId: huts });
    expect(await listOwnCollections(deps, { ownerId: ada.id })).toMatchObject([
      { id: collectionId, title: 'High Alps', members: [{ name: 'Ropes' }] },
    ]);
    const curator = { slug: 'alpine-hiking', name: 'Alpine Hiking', address: wallet };
    expect((await all()).collections).toMatchObject([{ slug: 'alps', count: 1, curator }]);
    await expect(save(ada.id, { slug: 'alps' })).rejects.toMatchObject({ code: 'conflict', param: 'slug' });
    await expect(save(ada.id, { slug: 'none', componentIds: [newId()] })).rejects.toThrow('not on sale now');
    const twice = await Promise.allSettled([save(ada.id, { slug: 'twice' }), save(ada.id, { slug: 'twice' })]);
    expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(shown('twice')).rejects.toMatchObject({ code: 'not_found' });
    expect(await shown('twice', ada.id)).toEqual([]);
  });

  test('touches nothing of another’s, nor the operator’s, nor they theirs', async () => {
    await letCurate(deps, { ...operator, person: 'Bob', name: 'Bob bakes' });
    const [{ id: collectionId } = { id: '' }] = await listOwnCollections(deps, { ownerId: ada.id });
    const [componentId = ''] = goods;
    for (const ownerId of [bob.id, localOwnerId]) {
      const theirs = { ownerId, collectionId, componentId };
      const tries = [
        () => save(ownerId, { collectionId }),
        () => addToCollection(deps, theirs),
        () => removeFromCollection(deps, theirs),
        () => deleteCollection(deps, theirs),
      ];
      for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    }
    await save(localOwnerId, { slug: 'first', title: 'Start here', componentIds: [componentId] });
    const found = await all('studio');
    expect(found.collections).toMatchObject([{ slug: 'first', curator: { slug: 'studio', name: '' } }]);
    expect(found.curators).toEqual([
      { slug: 'studio', name: '', count: 1 },
      { slug: 'alpine-hiking', name: 'Alpine Hiking', count: 1 },
    ]);
    expect(await all('nobody')).toMatchObject({ collections: [], total: 0 });
  });

  test('whose curating is ended has their collections hidden, and back when they are let in again', async () => {
    await expect(stopCurating(deps, { ownerId: bob.id, curator: 'alpine-hiking' })).rejects.toThrow(
      'Only the operator',
    );
    await expect(stopCurating(deps, { ...operator, curator: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
    for (const _again of [1, 2]) await stopCurating(deps, { ...operator, curator: 'alpine-hiking' });
    expect((await all()).collections.map(({ slug }) => slug)).toEqual(['first']);
    for (const reader of [bob.id, ada.id])
      await expect(shown('alps', reader)).rejects.toMatchObject({ code: 'not_found' });
    expect(await namesOf({ collection: 'alps' })).toEqual([]);
    await expect(save(ada.id, { slug: 'more' })).rejects.toThrow('your collections are hidden');
    await letCurate(deps, { ...operator, person: wallet, name: 'Alpine Hiking' });
    expect(await shown('alps')).toEqual(['Ropes']);
  });

  test('has a limit of collections and of members, also at once', async () => {
    const own = await deps.db.collection.count({ where: { ownerId: ada.id } });
    const rows = Array.from({ length: limits.collectionsPerCurator - own - 1 }, (_, at) => {
      return { id: newId(), ownerId: ada.id, slug: `filler-${at}`, title: 'Filler' };
    });
    await deps.db.collection.createMany({ data: rows });
    const last = await Promise.allSettled(['x', 'y', 'z'].map((slug) => save(ada.id, { slug })));
    expect(last.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const seeds = Array.from({ length: limits.componentsPerCollection }, (_, at) => seed(`Knot ${at}`));
    const knots = await addListings(deps, { ownerId: bob.id, seeds });
    const [full] = rows;
    const collectionId = full?.id ?? '';
    await save(ada.id, { collectionId, slug: 'full', componentIds: knots });
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
