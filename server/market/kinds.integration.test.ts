import { buffer } from 'node:stream/consumers';
import type { Address } from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pinnedChainOf } from '#protocol/chain/pinned-chain.ts';
import { appendVersionCall } from '#protocol/market/calls/mint-calls.ts';
import type { ChatRequest } from '#runtime/engine/engine.ts';
import { openPairedNode, type PairedNode } from '#runtime/testing/open-paired-node.ts';
import { listAgentVersions } from '#server/agents/list-agent-versions.ts';
import { listNewerParts } from '#server/agents/list-newer-parts.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { listDatasets } from '#server/datasets/list-datasets.ts';
import { openDatasetFile } from '#server/datasets/open-dataset-file.ts';
import { publishDataset } from '#server/datasets/publish-dataset.ts';
import { compareAnswers } from '#server/library/compare-answers.ts';
import { describeUpdate } from '#server/library/describe-update.ts';
import { installComponent } from '#server/library/install-component.ts';
import { remixAgent } from '#server/library/remix-agent.ts';
import { updateComponent } from '#server/library/update-component.ts';
import { publishModel } from '#server/models/publish-model.ts';
import { publishPlugin } from '#server/plugins/publish-plugin.ts';
import { publishPrompt } from '#server/prompts/publish-prompt.ts';
import { getSale } from '#server/sale/get-sale.ts';
import { getMarketPage } from '#server/sale/market-page.ts';
import { prepareSale } from '#server/sale/prepare-sale.ts';
import { prepareVersion } from '#server/sale/prepare-version.ts';
import { publishAgentComponent } from '#server/sale/publish-agent-component.ts';
import { publishTool } from '#server/tools/publish-tool.ts';
import { weatherTool } from '#server/tools/testing/open-tool-deps.ts';
import { getPage } from './get-page.ts';
import { addBuyerNode, type BuyerNode } from './testing/add-buyer-node.ts';
import { type MarketBench, openMarketBench, type Trader } from './testing/open-market-bench.ts';
import {
  datasetUpload,
  type Kind,
  modelHashOf,
  modelId,
  modelUpload,
  newerChanges,
  publishNewer,
  publishOfKind,
  rowsThatSay,
} from './testing/publish-kinds.ts';

interface Sold {
  kind: Kind;
  isPrivate: boolean;
  componentId: string;
  versionId: string;
  root: string;
  deedId: string;
  /** Of the buyer. */
  installedId: string;
  /** What the buyer's node serves it as. */
  slug: string;
  agentVersionId: string;
}

const price = '2000000';
const kinds: Kind[] = ['prompt', 'tool', 'plugin', 'agent', 'model', 'dataset'];
/** What agents can be made of; rows of a dataset are downloaded instead. */
const running = ({ kind }: { kind: Kind }) => kind !== 'dataset';
const cases = kinds.flatMap((kind) => [true, false].map((isPrivate) => ({ kind, isPrivate })));
const nameOf = ({ kind, isPrivate }: { kind: Kind; isPrivate: boolean }) =>
  `${isPrivate ? 'Private' : 'Public'} ${kind}`;

let bench: MarketBench;
let seller: Trader;
let buyer: Trader;
let paired: PairedNode;
let node: BuyerNode;
let asked: ChatRequest[] = [];
const sold: Sold[] = [];
const soldAs = (kind: Kind, isPrivate: boolean) => {
  const found = sold.find((one) => one.kind === kind && one.isPrivate === isPrivate);
  if (!found) throw new Error('Not sold.');
  return found;
};

beforeAll(async () => {
  bench = await openMarketBench({
    nodes: { request: (address, request) => paired.request(address, request) },
    makeBundle: () => Promise.reject(new Error('No knowledge here.')),
  });
  seller = await bench.newTrader('Ada');
  buyer = await bench.newTrader('Bob');
  const chain = pinnedChainOf(bench.chain.reader.facts);
  const pin = { controller: buyer.keyAddress as Address, gatewayOrigin: bench.gateway.url, chain };
  paired = await openPairedNode(pin, [
    (request) => {
      asked.push(request);
      return 'Plain answer.';
    },
  ]);
  const { localUrl } = paired.node;
  node = await addBuyerNode(bench, { buyer, address: paired.address, localUrl });
}, 60_000);
afterAll(async () => {
  await paired.close();
  await bench.close();
});

test('every kind is sold, bought and installed, private and public', async () => {
  const { deps } = bench;
  for (const one of cases) {
    const name = nameOf(one);
    const made = await publishOfKind(deps, { ownerId: seller.id, kind: one.kind, name });
    const { contentRoot } = await deps.db.version.findUniqueOrThrow({ where: { id: made.versionId } });
    const root = contentRoot ?? '';
    await bench.offer(seller, made.versionId, bench.choices(price, { isPrivate: one.isPrivate }));
    await bench.buy(buyer, made.componentId, { price, root });
    const later = { installedId: '', slug: '', agentVersionId: '' };
    sold.push({ ...one, ...made, root, deedId: String(sold.length + 1), ...later });
  }
  await bench.settle();
  for (const one of sold) {
    const installed = await installComponent(deps, { ownerId: buyer.id, deedId: one.deedId });
    expect(installed).toMatchObject({ kind: one.kind, number: 1 });
    expect(installed.componentId).not.toBe(one.componentId);
    expect(await installComponent(deps, { ownerId: buyer.id, deedId: one.deedId })).toEqual(installed);
    one.installedId = installed.componentId;
    if (!running(one)) continue;
    const part = { kind: one.kind, componentId: installed.componentId, name: `My ${nameOf(one)}` };
    Object.assign(one, await node.publishWith(part));
  }
  const told = await deps.db.saleCheck.findUniqueOrThrow({
    where: { versionId_kind: { versionId: soldAs('model', true).versionId, kind: 'template' } },
  });
  expect(told.message).toContain('“You are a helpful AI assistant named Private model, trained by Hugging Face”');
  const keys = await deps.db.deliveredKey.findMany({ select: { outcome: true } });
  expect(keys.map(({ outcome }) => outcome)).toEqual(kinds.map(() => 'right'));
}, 60_000);

test('a node refuses every private kind without its key, and runs every public one', async () => {
  const parts = sold.filter(running);
  const deployments = await node.deploy(parts.map(({ agentVersionId }) => agentVersionId));
  for (const [at, { isPrivate, deedId }] of parts.entries()) {
    expect(deployments[at]?.state).toBe(isPrivate ? 'failed' : 'live');
    if (isPrivate) expect(deployments[at]?.errorMessage).toContain(`is licensed content (deed ${deedId}).`);
    if (isPrivate) expect(deployments[at]?.errorMessage).toContain('is linked with no wallet on chain');
  }
}, 60_000);

test('a node that is linked with the wallet that bought gets the keys', async () => {
  await bench.linkNode(buyer, node.nodeId);
  const priced = sold.filter((one) => one.isPrivate && running(one));
  const deployments = await node.deploy(priced.map(({ agentVersionId }) => agentVersionId));
  expect(deployments.map(({ state, errorMessage }) => [state, errorMessage])).toEqual(priced.map(() => ['live', null]));
  const releases = await bench.deps.db.keyReleaseLog.findMany({ select: { ground: true, deedId: true } });
  expect(releases.map(({ deedId }) => deedId.toFixed()).toSorted()).toEqual(priced.map(({ deedId }) => deedId));
}, 60_000);

describe.each(cases.filter(running))('a $kind (private: $isPrivate)', ({ kind, isPrivate }) => {
  test('does its work in the answers of the buyer’s node', async () => {
    const one = soldAs(kind, isPrivate);
    asked = [];
    const answer = await node.ask(one.slug);
    const heard = JSON.stringify(asked);
    if (kind === 'plugin') expect(answer).toBe(`Plain answer. (${nameOf(one)})`);
    if (kind === 'prompt' || kind === 'agent') expect(heard).toContain(`Speak as the ${nameOf(one)}.`);
    if (kind === 'tool' || kind === 'agent') expect(heard).toContain(weatherTool().name);
    if (kind === 'model') expect(asked[0]?.modelId).toBe(await modelHashOf(bench.deps, one.versionId));
  });
});

test.each([true, false])('a dataset (private: %s) is downloaded as it was added', async (isPrivate) => {
  const { deps } = bench;
  const { installedId, componentId, versionId, deedId } = soldAs('dataset', isPrivate);
  const [ownerId, name] = [buyer.id, nameOf({ kind: 'dataset', isPrivate })];
  const file = await openDatasetFile(deps, { ownerId, componentId: installedId });
  const rows = rowsThatSay(name);
  expect([(await buffer(file.content)).toString(), file.sizeBytes]).toEqual([rows, Buffer.byteLength(rows)]);
  expect(file.fileName).toBe(`${isPrivate ? 'private' : 'public'}-dataset-v1.jsonl`);
  for (const theirs of [componentId, soldAs('model', isPrivate).installedId])
    await expect(openDatasetFile(deps, { ownerId, componentId: theirs })).rejects.toMatchObject({ code: 'not_found' });
  const facts = { name, licence: 'CC0-1.0', from: 'bought', deedId: isPrivate ? deedId : null, rows: 2, versions: 1 };
  expect(await listDatasets(deps, { ownerId })).toContainEqual(expect.objectContaining(facts));
  const { contents, checks } = await getPage(deps, { ownerId, id: componentId, nodeId: null });
  expect(contents).toContainEqual({ label: 'rows', value: '2' });
  // Rows answer nothing: no score of theirs is missed, and none can be made.
  expect(checks.map((check) => check.kind)).not.toContain('evaluation');
  const hosted = { ...bench.choices(price, { isPrivate }), preset: 'hosted' as const };
  const asking = { ownerId: seller.id, versionId, wallet: seller.address, choices: hosted };
  await expect(prepareSale(deps, asking)).rejects.toThrow('Only knowledge can be searched on your node');
  const { samples } = await getMarketPage(deps, { ownerId: seller.id, componentId });
  // Nothing of what is sold is shown before its creator chose it.
  expect(samples).toEqual([]);
});

test.each(kinds)('a private %s keeps its mark in what its holder publishes of it', async (kind) => {
  const { deedId, agentVersionId, root } = soldAs(kind, true);
  const { db } = bench.deps;
  const entry = await db.libraryEntry.findFirstOrThrow({ where: { ownerId: buyer.id, deedId } });
  const componentId = entry.componentId ?? '';
  const own = { ownerId: buyer.id, note: 'Edited' };
  const changed = {
    prompt: () => publishPrompt(bench.deps, { ...own, promptId: componentId }),
    tool: () => publishTool(bench.deps, { ...own, toolId: componentId }),
    plugin: () => publishPlugin(bench.deps, { ...own, pluginId: componentId }),
    agent: () => publishAgentComponent(bench.deps, { ownerId: buyer.id, agentVersionId }),
    model: () =>
      publishModel(bench.deps, modelUpload({ ownerId: buyer.id, componentId, name: 'Tuned', says: 'Tuned' })),
    dataset: () =>
      publishDataset(bench.deps, datasetUpload({ ownerId: buyer.id, componentId, name: 'More', says: 'More' })),
  };
  const { versionId } = await changed[kind]();
  const version = await db.version.findUniqueOrThrow({ where: { id: versionId } });
  expect(version.licence).toMatchObject({ deedId, contentRoot: root });
  expect(version.contentRoot).not.toBe(root);
  const asking = { ownerId: buyer.id, versionId, wallet: buyer.address };
  const licenceCheck = async (parents: { id: string; bps: number }[]) => {
    const { checks } = await prepareSale(bench.deps, { ...asking, choices: bench.choices('1', { parents }) });
    return checks.find((check) => check.kind === 'licence');
  };
  const refused = await licenceCheck([]);
  expect(refused).toMatchObject({ outcome: 'failed', message: expect.stringContaining(`(deed #${deedId})`) });
  expect(await licenceCheck([{ id: deedId, bps: 100 }])).toMatchObject({ outcome: 'warned' });
});

test('a remix of a public agent keeps its lineage, and its parent’s share is paid with each sale', async () => {
  const { deps } = bench;
  const original = soldAs('agent', false);
  const { agentId, missing } = await remixAgent(deps, { ownerId: buyer.id, id: original.deedId });
  expect(missing).toEqual([]);
  const { versionId: agentVersionId } = await publishAgent(deps, { ownerId: buyer.id, agentId, note: '' });
  expect(await listAgentVersions(deps, { ownerId: buyer.id, agentId })).toMatchObject([{ versionId: null }]);
  const { versionId } = await publishAgentComponent(deps, { ownerId: buyer.id, agentVersionId });
  expect(await listAgentVersions(deps, { ownerId: buyer.id, agentId })).toMatchObject([{ versionId }]);
  const { manifest, contentRoot } = await deps.db.version.findUniqueOrThrow({ where: { id: versionId } });
  expect(manifest).toMatchObject({ kind: 'agent', parents: [original.root] });
  const { parents } = await getSale(deps, { ownerId: buyer.id, componentId: agentId });
  expect(parents).toMatchObject([{ deedId: original.deedId, from: 'provenance' }]);
  // What else of the seller's holds the same texts has to be named too.
  const asking = { ownerId: buyer.id, versionId, wallet: buyer.address };
  await prepareSale(deps, { ...asking, choices: bench.choices(price, { isPrivate: false }) });
  const suggested = (await getSale(deps, { ownerId: buyer.id, componentId: agentId })).parents;
  const shared = suggested.map(({ deedId }) => ({ id: deedId, bps: 100 }));
  await bench.offer(buyer, versionId, bench.choices(price, { isPrivate: false, parents: shared }));
  const third = await bench.newTrader('Eve');
  const txHash = await bench.buy(third, agentId, { price, root: contentRoot ?? '' });
  await bench.settle();
  const credits = await deps.db.ledgerCredit.findMany({ where: { txHash } });
  const paid = (address: string) =>
    credits
      .filter(({ account }) => account === address.toLowerCase())
      .reduce((sum, { amount }) => sum + Number(amount), 0);
  // Of the 97.5 % that the market leaves, each parent gets one.
  const [left, each] = [1_950_000, 19_500];
  const parentsGet = each * shared.length;
  expect([paid(seller.address), paid(buyer.address)]).toEqual([parentsGet, left - parentsGet]);
  expect(shared.map(({ id }) => id)).toContain(original.deedId);
});

describe('an update', () => {
  const db = () => bench.deps.db;
  beforeAll(async () => {
    for (const one of sold.filter(({ isPrivate }) => isPrivate)) {
      const { versionId } = await publishNewer(bench.deps, { ...one, ownerId: seller.id });
      const { version } = await prepareVersion(bench.deps, { ownerId: seller.id, versionId });
      await bench.send(seller, appendVersionCall(bench.chain.reader.facts.contracts, { deedId: one.deedId, version }));
    }
    await bench.settle();
  }, 60_000);

  test.each(kinds)(
    'of a %s tells what it changes before anything does, and comes when it is asked for',
    async (kind) => {
      const { deps } = bench;
      const { deedId } = soldAs(kind, true);
      const input = { ownerId: buyer.id, deedId, number: 2 };
      expect(await describeUpdate(deps, input)).toMatchObject({ kind, changes: newerChanges[kind] });
      const asking = { ...input, modelId, questions: ['Who are you?'], signal: AbortSignal.timeout(20_000) };
      asked = [];
      if (kind === 'prompt' || kind === 'agent') {
        expect(await compareAnswers(deps, asking)).toMatchObject([
          { question: 'Who are you?', after: 'Plain answer.' },
        ]);
        const heard = asked.map((request) => JSON.stringify(request.messages));
        expect(heard[0]).toContain(`Speak as the Private ${kind}.`);
        expect(heard[1]).toContain('Speak as a pirate.');
      } else {
        await expect(compareAnswers(deps, asking)).rejects.toThrow('look at what changed in it');
      }
      const before = await db().libraryEntry.findFirstOrThrow({ where: { ownerId: buyer.id, deedId } });
      expect(before.number).toBe(1);
      const updated = await updateComponent(deps, input);
      expect(updated).toMatchObject({ componentId: before.componentId, number: 2 });
      expect(await describeUpdate(deps, input)).toMatchObject({ changes: [] });
      const stranger = { ...input, ownerId: seller.id };
      await expect(describeUpdate(deps, stranger)).rejects.toMatchObject({ code: 'not_found' });
      if (!running({ kind })) return;
      // Whoever runs it goes on with what was published, and is told.
      const holder = { id: soldAs(kind, true).agentVersionId };
      const { agentId, number } = await db().agentVersion.findUniqueOrThrow({ where: holder });
      const told = await listNewerParts(deps, { ownerId: buyer.id, agentId });
      expect(told).toMatchObject({ number, parts: [{ kind, name: `Private ${kind}` }] });
    },
  );
});
