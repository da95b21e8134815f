import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { makeKnowledgeBundle } from '#runtime/testing/make-knowledge-bundle.ts';
import { createAccount } from '#server/accounts/create-account.ts';
import { localOwnerId } from '#server/accounts/ensure-local-owner.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { updateAgent } from '#server/agents/update-agent.ts';
import { deleteKnowledge } from '#server/knowledge/delete-knowledge.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { listLibrary } from '#server/library/list-library.ts';
import { remixAgent } from '#server/library/remix-agent.ts';
import { createPrompt } from '#server/prompts/create-prompt.ts';
import { publishPrompt } from '#server/prompts/publish-prompt.ts';
import { getSale } from '#server/sale/get-sale.ts';
import { marketPageSchema, setMarketPage } from '#server/sale/market-page.ts';
import { prepareSale } from '#server/sale/prepare-sale.ts';
import { publishAgentComponent } from '#server/sale/publish-agent-component.ts';
import { withdrawSale } from '#server/sale/withdraw-sale.ts';
import { getCollection } from './collections/get-collection.ts';
import { saveCollection } from './collections/save-collection.ts';
import { decideReport, listReports, restoreListing } from './decide-report.ts';
import { findCover } from './find-cover.ts';
import { getCreator } from './get-creator.ts';
import { getPage } from './get-page.ts';
import { listRatings } from './list-ratings.ts';
import { rateComponent } from './rate-component.ts';
import { removeCover } from './remove-cover.ts';
import { reportComponent } from './report-component.ts';
import { type MarketSearch, marketSearchSchema, searchMarket } from './search-market.ts';
import { setCover } from './set-cover.ts';
import { type MarketBench, openMarketBench, type Trader } from './testing/open-market-bench.ts';

const facts = Array.from(
  { length: 8 },
  (_, at) => `Rule ${at} of the garden says that bed ${at} is watered at hour ${at}.`,
);
let bench: MarketBench;
let ada: Trader;
let bob: Trader;
let garden: { componentId: string; versionId: string; root: string };

beforeAll(async () => {
  bench = await openMarketBench({ makeBundle });
  await createAccount(bench.deps, { id: localOwnerId, name: 'Operator' });
  ada = await bench.newTrader('Ada');
  bob = await bench.newTrader('Bob');
  garden = await bench.addKnowledge(ada, facts);
  await bench.offer(ada, garden.versionId, bench.choices('1000000', { isPrivate: false, askBps: 300 }));
  await bench.buy(bob, garden.componentId, { price: '1000000', root: garden.root });
  await bench.settle();
}, 60_000);
afterAll(() => bench.close());

async function makeBundle(texts: string[]) {
  const engine = openScriptedEngine({ dimensions: 384 });
  const { fingerprint, sha256: modelId } = defaultEmbeddingModel();
  const { signal } = new AbortController();
  const embed = async (inputs: string[]) =>
    (await engine.embed({ modelId, inputs, priority: 'ingest' }, signal)).vectors;
  const { bytes, reference } = await makeKnowledgeBundle({ texts, fingerprint, embed });
  return { bytes, root: reference.contentRoot };
}

const search = async (changes: Partial<MarketSearch>, ownerId = bob.id) =>
  searchMarket(bench.deps, { ...marketSearchSchema.parse({}), ...changes, ownerId });

describe('copies', () => {
  test('are told in per cent, with the deed that they equal, and can be sold only with it as a parent', async () => {
    const eve = await bench.newTrader('Eve');
    const copied = facts.slice(0, 7).map((text) => text.toUpperCase().replaceAll(' ', '  '));
    const copy = await bench.addKnowledge(eve, [
      ...copied,
      'Rule 99 says that nobody sings in the greenhouse at night.',
    ]);
    const asked = { ownerId: eve.id, versionId: copy.versionId, wallet: eve.address };
    const alone = await prepareSale(bench.deps, { ...asked, choices: bench.choices('1') });
    const overlap = alone.checks.find(({ kind }) => kind === 'overlap');
    expect(overlap).toMatchObject({ outcome: 'failed' });
    expect(overlap?.message).toMatch(/^88 % equals #1 “Credits”: name deed #1 as a parent/);
    expect(alone.isSellable).toBe(false);
    const { parents } = await getSale(bench.deps, { ownerId: eve.id, componentId: copy.componentId });
    expect(parents).toMatchObject([{ deedId: '1', bps: 300, from: 'overlap', sharePercent: 88 }]);
    const named = bench.choices('1', { parents: [{ id: '1', bps: 300 }] });
    expect((await prepareSale(bench.deps, { ...asked, choices: named })).isSellable).toBe(true);
  });
});

describe('ratings', () => {
  test('come from holders, and weigh what these paid to others', async () => {
    const { deps } = bench;
    await expect(rateComponent(deps, { ownerId: ada.id, deedId: '1', stars: 5, text: '' })).rejects.toThrow(
      'their own',
    );
    const stranger = await bench.newTrader('Stranger');
    const foreign = rateComponent(deps, { ownerId: stranger.id, deedId: '1', stars: 1, text: '' });
    await expect(foreign).rejects.toMatchObject({ code: 'forbidden' });
    await rateComponent(deps, { ownerId: bob.id, deedId: '1', stars: 2, text: 'Dry.' });
    await rateComponent(deps, { ownerId: bob.id, deedId: '1', stars: 4, text: 'Better.' });

    const shill = await bench.newTrader('Shill');
    await deps.db.licenceHolding.create({
      data: { deedId: '1', scope: 1, account: shill.address.toLowerCase(), units: 1 },
    });
    await rateComponent(deps, { ownerId: shill.id, deedId: '1', stars: 1, text: 'Never paid.' });
    expect(await listRatings(deps, { ownerId: bob.id, deedId: '1' })).toMatchObject([
      { name: 'Bob', stars: 4, weight: 1, isMine: true },
      { name: 'Shill', stars: 1, weight: 0 },
    ]);
    const { listings } = await search({ creator: ada.address });
    expect(listings[0]?.rating).toEqual({ stars: 4, count: 2 });
    expect((await search({ sort: 'rating' })).listings[0]?.deedId).toBe('1');
  });
});

describe('the market', () => {
  test('is searched by words, kind, price, language and creator, and counts what else there is', async () => {
    const page = { readme: '', samples: [], tags: ['plants'], summary: 'When to water', language: 'en' };
    await setMarketPage(bench.deps, { ...page, ownerId: ada.id, componentId: garden.componentId });
    const [listing] = (await search({ text: 'WATER plants' })).listings;
    expect(listing).toMatchObject({ deedId: '1', sales: 1, askBps: 300 });
    expect(listing?.updatedAt.getTime()).toBeGreaterThanOrEqual(listing?.listedAt.getTime() ?? Number.NaN);
    expect((await search({ text: 'water submarines' })).total).toBe(0);
    expect((await search({ kinds: ['prompt'] })).kinds).toEqual([{ kind: 'knowledge', count: 1 }]);
    expect((await search({ price: 'free' })).total).toBe(0);
    expect((await search({ language: 'en', sort: 'popular' })).languages).toEqual([{ language: 'en', count: 1 }]);
    expect((await search({ maxSizeBytes: 10 })).total).toBe(0);
    expect((await getCreator(bench.deps, { ownerId: bob.id, address: ada.address })).sales).toBe(1);
    for (const sort of ['price', 'rating', 'newest'] as const) expect((await search({ sort })).total).toBe(1);
  });

  test('takes hostile names and texts as texts, and refuses what is too large', async () => {
    const script = '<img src=x onerror=alert(1)>';
    const { id } = await createPrompt(bench.deps, {
      ownerId: ada.id,
      name: script,
      role: 'system',
      text: 'Be kind to all.',
    });
    const { versionId } = await publishPrompt(bench.deps, { ownerId: ada.id, promptId: id, note: script });
    const licence = `${script} You may read this, and nothing else at all.`;
    await bench.offer(ada, versionId, bench.choices('0', { isPrivate: false, licence }));
    const page = {
      summary: script,
      readme: `# Hi\n<script>alert(1)</script>`,
      samples: [],
      language: '',
      tags: [script],
    };
    await setMarketPage(bench.deps, { ...page, ownerId: ada.id, componentId: id });
    const shown = await getPage(bench.deps, { ownerId: bob.id, id, nodeId: null });
    expect(shown).toMatchObject({
      name: script,
      summary: script,
      licence: 'own',
      licenceText: licence,
      tags: [script],
    });
    const huge = { ...page, readme: 'x'.repeat(50_001) };
    expect(marketPageSchema.safeParse(huge).error?.issues[0]?.path).toEqual(['readme']);
    const found = await search({ text: '\'; DROP TABLE "SaleTerms"; --' });
    expect(found.total).toBe(0);
    expect((await withdrawSale(bench.deps, { ownerId: ada.id, componentId: id })).call?.data).toMatch(/^0x/);
    await expect(getPage(bench.deps, { ownerId: bob.id, id, nodeId: null })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('shows collections, and takes down what the operator finds wrong', async () => {
    const { deps } = bench;
    const kept = { ownerId: localOwnerId, domainName: null, slug: 'green', title: 'Green', description: '' };
    const { collectionId } = await saveCollection(deps, { ...kept, seen: null, componentIds: [garden.componentId] });
    const shown = await getCollection(deps, { ownerId: bob.id, slug: 'green' });
    expect(shown).toMatchObject({ curator: { slug: '_studio', domainName: null }, listings: [{ deedId: '1' }] });
    expect((await search({ collection: 'green' })).total).toBe(1);

    const told = { ownerId: bob.id, id: '1', reason: 'copied' as const, text: 'From a book.' };
    const { reportId } = await reportComponent(deps, told);
    expect(await reportComponent(deps, told)).toEqual({ reportId });
    await expect(listReports(deps, { ownerId: bob.id })).rejects.toMatchObject({ code: 'forbidden' });
    const decision = { ownerId: localOwnerId, reportId, isUpheld: true, resolution: 'It is a copy.' };
    await decideReport(deps, decision);
    await expect(decideReport(deps, decision)).rejects.toMatchObject({ code: 'conflict' });
    expect((await search({})).total).toBe(0);
    await expect(getCollection(deps, { ownerId: bob.id, slug: 'green' })).rejects.toMatchObject({ code: 'not_found' });
    const visitor = await deps.newAccount('Visitor');
    await expect(getPage(deps, { ownerId: visitor.id, id: '1', nodeId: null })).rejects.toThrow('taken down');
    for (const ownerId of [ada.id, bob.id, localOwnerId]) {
      const page = await getPage(deps, { ownerId, id: '1', nodeId: null });
      expect(page).toMatchObject({ takenDownReason: 'It is a copy.', trial: null });
    }
    expect((await listLibrary(deps, { ownerId: bob.id })).at(-1)).toMatchObject({ takenDownReason: 'It is a copy.' });
    await saveCollection(deps, { ...kept, seen: { collectionId, revision: 0 }, componentIds: [garden.componentId] });
    await restoreListing(deps, { ownerId: localOwnerId, componentId: garden.componentId });
    expect((await search({})).total).toBe(1);
    expect((await search({ collection: 'green' })).total).toBe(1);
  });

  test('shows a picture of its creator’s, each under an address of its own, until it is taken off', async () => {
    const { deps } = bench;
    const mine = { ownerId: ada.id, componentId: garden.componentId };
    const shown = async () => (await getPage(deps, { ownerId: bob.id, id: '1', nodeId: null })).coverPath;
    const send = async (ownerId: string, background: string) => {
      const picture = sharp({ create: { width: 400, height: 200, channels: 3, background } });
      return setCover(deps, { ...mine, ownerId, content: Readable.from([await picture.png().toBuffer()]) });
    };
    await expect(send(bob.id, '#222')).rejects.toMatchObject({ code: 'not_found' });
    const first = await send(ada.id, '#246');
    const second = await send(ada.id, '#642');
    expect(second.coverPath).not.toBe(first.coverPath);
    expect(await shown()).toBe(second.coverPath);
    expect((await findCover(deps, { ...mine, ownerId: bob.id })).sizeBytes).toBeGreaterThan(0);
    expect(await deps.db.blob.count({ where: { ownerId: ada.id, mime: 'image/webp' } })).toBe(1);
    await expect(removeCover(deps, { ...mine, ownerId: bob.id })).rejects.toMatchObject({ code: 'not_found' });
    await removeCover(deps, mine);
    await removeCover(deps, mine);
    expect(await shown()).toBeNull();
    await expect(findCover(deps, { ...mine, ownerId: bob.id })).rejects.toMatchObject({ code: 'not_found' });
    expect(await deps.db.blob.count({ where: { ownerId: ada.id, mime: 'image/webp' } })).toBe(0);
  });

  test('keeps what was sold: it can not be deleted', async () => {
    const gone = deleteKnowledge(bench.deps, { ownerId: ada.id, knowledgeId: garden.componentId });
    await expect(gone).rejects.toThrow('has a deed');
  });

  test('compares prices only within one asset, the usual one first', async () => {
    const gaia = bench.chain.reader.facts.contracts.networkToken;
    const rich = await bench.newTrader('Rich');
    const sell = async (name: string, prices: { asset: string; seat: string }[]) => {
      const { id } = await createPrompt(bench.deps, { ownerId: rich.id, name, role: 'system', text: `Say ${name}.` });
      const { versionId } = await publishPrompt(bench.deps, { ownerId: rich.id, promptId: id, note: '' });
      const choices = bench.choices('0', { isPrivate: false });
      await bench.offer(rich, versionId, { ...choices, prices: prices.map((one) => ({ ...one, domain: null })) });
    };
    const coins = (count: number) => String(BigInt(count) * 10n ** 18n);
    await sell('Only coins', [{ asset: gaia, seat: coins(1) }]);
    await sell('Fewest coins', [
      { asset: bench.usd, seat: '90000000' },
      { asset: gaia, seat: '5' },
    ]);
    await sell('Few dollars', [{ asset: bench.usd, seat: '2000000' }]);
    const names = async (changes: Partial<MarketSearch>) =>
      (await search({ creator: rich.address, sort: 'price', ...changes })).listings.map(({ name }) => name);
    expect(await names({})).toEqual(['Few dollars', 'Fewest coins', 'Only coins']);
    expect(await names({ asset: gaia })).toEqual(['Fewest coins', 'Only coins']);
    expect(await names({ asset: bench.usd, price: 'paid' })).toEqual(['Few dollars', 'Fewest coins']);
    expect(await names({ canTry: true })).toEqual([]);
    const [, both] = (await search({ creator: rich.address, sort: 'price' })).listings;
    expect(both?.offers.map(({ asset }) => asset.toLowerCase())).toEqual(
      [bench.usd, gaia].map((one) => one.toLowerCase()),
    );
  });
});

describe('agents', () => {
  test('are components: a public one is remixed with its lineage, and says what the remix lacks', async () => {
    const { deps } = bench;
    const { id: agentId } = await createAgent(deps, {
      ownerId: ada.id,
      name: 'Gardener',
      modelId: 'smollm2-135m-instruct',
    });
    const { draft, name } = await findOwnAgent(deps, { ownerId: ada.id, agentId });
    const knowledge = [{ componentId: garden.componentId, versionId: null }];
    const prompts = { ...draft.prompts, system: 'You know the garden.' };
    await updateAgent(deps, {
      ownerId: ada.id,
      agentId,
      name,
      description: '',
      draft: { ...draft, knowledge, prompts },
    });
    const published = await publishAgent(deps, { ownerId: ada.id, agentId, note: '' });
    const made = { ownerId: ada.id, agentVersionId: published.versionId };
    const { versionId } = await publishAgentComponent(deps, made);
    expect(await publishAgentComponent(deps, made)).toMatchObject({ versionId });
    const asked = { ownerId: ada.id, versionId, wallet: ada.address };
    const { parents } = await getSale(deps, { ownerId: ada.id, componentId: agentId });
    expect(parents).toMatchObject([{ deedId: '1', from: 'provenance' }]);
    await prepareSale(deps, { ...asked, choices: bench.choices('0', { isPrivate: false }) });
    await bench.offer(ada, versionId, bench.choices('0', { isPrivate: false, parents: [{ id: '1', bps: 300 }] }));

    const remix = await remixAgent(deps, { ownerId: bob.id, id: agentId });
    expect(remix.missing).toEqual([{ name: 'Credits', deedId: '1' }]);
    const clone = await findOwnAgent(deps, { ownerId: bob.id, agentId: remix.agentId });
    expect(clone).toMatchObject({
      name: 'Gardener',
      draft: { prompts: { system: 'You know the garden.' }, knowledge: [] },
    });
    const again = await publishAgent(deps, { ownerId: bob.id, agentId: remix.agentId, note: '' });
    const mine = await publishAgentComponent(deps, { ownerId: bob.id, agentVersionId: again.versionId });
    const { contentRoot } = await deps.db.version.findUniqueOrThrow({ where: { id: versionId } });
    const { manifest } = await deps.db.version.findUniqueOrThrow({ where: { id: mine.versionId } });
    expect(manifest).toMatchObject({ kind: 'agent', parents: [contentRoot] });
  });
});
