import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { zeroHash } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { type HostedAnswer, type HostedSearch, hostedSearchSchema } from '#protocol/hosted/hosted-search.ts';
import { openAiError } from '#protocol/open-ai-error.ts';
import { chatRequestSchema } from '#protocol/openai/chat-request.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import { answerRequest } from '#runtime/answers/answer-request.ts';
import type { AnswerEvent } from '#runtime/answers/answer-types.ts';
import { noTools } from '#runtime/answers/tools/no-tools.ts';
import { openSchemaChecker } from '#runtime/engine/grammar/check/open-schema-checker.ts';
import { openHostedSearcher } from '#runtime/hosted/open-hosted-searcher.ts';
import { makeKnowledgeBundle } from '#runtime/testing/make-knowledge-bundle.ts';
import { type ControlNode, openControlNode } from '#runtime/testing/open-control-node.ts';
import { testManifest } from '#runtime/testing/test-manifest.ts';
import type { ApiContext } from '#server/api/context.ts';
import { createCaller } from '#server/api/router.ts';
import { openBazaar } from '#server/chain/testing/open-bazaar.ts';
import { openTestChain, type TestChain } from '#server/chain/testing/open-test-chain.ts';
import { hostedRoutes } from '#server/gateway/hosted-routes.ts';
import { closeTrial } from '#server/trials/close-trial.ts';
import { getTrial } from '#server/trials/get-trial.ts';
import { openTrialBench, type Sold, type TrialBench } from '#server/trials/testing/open-trial-bench.ts';
import { trialFacts } from '#server/trials/trial-facts.ts';
import { hostedReference } from './hosted-reference.ts';

const texts = [
  'Bees make honey from nectar.',
  'Queens lay two thousand eggs daily.',
  'Drones never gather pollen outside.',
  'Wax comes from young workers glands.',
  'Swarms leave hives during May.',
  'Propolis seals small gaps tightly.',
  'Varroa mites weaken whole colonies.',
  'Smoke calms guards at entrances.',
  'Clover blooms feed many foragers.',
  'Winter clusters keep brood warm.',
];
const buyerNode = openTypedSigner(`0x${'31'.repeat(32)}`);
const strangerNode = openTypedSigner(`0x${'32'.repeat(32)}`);
let chain: TestChain;
let bazaar: Awaited<ReturnType<typeof openBazaar>>;
let buyer: Awaited<ReturnType<typeof bazaar.newPerson>>;
let bench: TrialBench<ControlNode>;
let gateway: Server;
let sent: HostedSearch[] = [];
let deedId: string;
let sold: Sold;

beforeAll(async () => {
  chain = await openTestChain();
  bazaar = await openBazaar(chain);
  const creator = await bazaar.newPerson();
  deedId = String(await bazaar.mint(creator));
  buyer = await bazaar.newPerson();
  await bazaar.buy(buyer, BigInt(deedId));
  await link(buyer, buyerNode);
  bench = await openTrialBench({ openNode: openControlNode, makeBundle: makeKnowledgeBundle, chain: chain.reader });
  gateway = await openGateway();
  bench.origins.gateway = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  await new Promise((resolve) => gateway.close(resolve));
  await bench.close();
  await chain.close();
});
beforeEach(async () => {
  await bench.database.clear();
  bench.node.isOnline = true;
  bench.node.reply = () => 'Bees make honey from nectar.';
  sent = [];
  sold = await bench.sell(texts, { deedId });
});

/** A wallet links a node on chain, with the node's signature. */
async function link(owner: typeof buyer, node: TypedSigner): Promise<void> {
  const { chainId, contracts } = chain.reader.facts;
  const place = { owner: owner.account.address, payout: owner.account.address };
  const deadline = BigInt(Math.floor(Date.now() / 1000) + 3_600);
  const message = { node: node.address, ...place, nonce: 0n, deadline };
  const contract = { chainId, verifyingContract: contracts.nodeRegistry };
  const signature = await node.signContractMessage(contract, 'NodeLink', message);
  const args = [node.address, place.payout, zeroHash, deadline, signature];
  await bazaar.as(owner, { ...bazaar.on.nodes, functionName: 'linkNode', args });
}

/** The gateway's own routes over real HTTP; every search that comes is kept. */
async function openGateway(): Promise<Server> {
  const app = new Hono();
  app.use(async (c, next) => {
    const parsed = hostedSearchSchema.safeParse(await c.req.raw.clone().json());
    if (parsed.success) sent.push(parsed.data);
    await next();
  });
  app.route('/hosted', hostedRoutes(bench) as never);
  app.onError((cause, c) => {
    const { status, error } = openAiError(cause);
    return c.json({ error }, status as 400);
  });
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(server as Server));
  });
}

function searcherOf(identity: TypedSigner, own = bench.origins.gateway) {
  const webFetch = () => Promise.reject(new AppError('forbidden', 'Only its own gateway is private.'));
  return openHostedSearcher({ identity, webFetch, clock: bench.clock, gatewayOrigin: () => own });
}
async function search(query: string, changes: { node?: TypedSigner; passages?: number } = {}): Promise<HostedAnswer> {
  const reference = { name: 'Bees', deedId, gateway: bench.origins.gateway };
  const asked = { query, passages: changes.passages ?? 2 };
  return searcherOf(changes.node ?? buyerNode).search(reference, asked, new AbortController().signal);
}
const send = (body: object, deed = deedId) =>
  fetch(`${bench.origins.gateway}/hosted/${deed}/search`, { method: 'POST', body: JSON.stringify(body) });
const offer = (changes = {}) => bench.offer(sold, { isHosted: true, coveragePercent: 20, ...changes });
const uses = () => bench.db.hostedUse.findMany({ orderBy: { id: 'asc' } });

describe('knowledge that stays on its creator’s node', () => {
  test('answers from an agent on the buyer’s node, with a citation', async () => {
    await offer();
    const reference = await hostedReference(bench, sold);
    expect(reference).toEqual({ name: 'Bees', deedId, gateway: bench.origins.gateway });
    const { manifest } = testManifest({ knowledge: [], hosted: reference ? [reference] : [] });
    const { engine, store } = bench.node;
    const schemas = openSchemaChecker();
    const deps = { engine, store, schemas, tools: noTools, hosted: searcherOf(buyerNode) };
    const messages = [{ role: 'user', content: 'What do bees make honey from?' }];
    const request = chatRequestSchema.parse({ model: manifest.slug, messages });
    const asked = { agent: { manifest, collections: [] }, request, scope: 'public' as const, callerId: 'x', choice: 0 };
    const events: AnswerEvent[] = [];
    for await (const event of answerRequest(deps, { ...asked, signal: new AbortController().signal }))
      events.push(event);
    await schemas.close();
    const end = events.at(-1);
    expect(end?.type === 'ended' && end.extras).toMatchObject({
      outcome: 'grounded',
      citations: [{ document: 'credits.md', quote: 'Bees make honey from nectar.' }],
    });
    expect(await uses()).toMatchObject([
      { buyer: buyer.account.address.toLowerCase(), node: buyerNode.address.toLowerCase(), ground: 'seat' },
    ]);
    const own = await getTrial(bench, sold);
    expect(own).toMatchObject({ today: { searches: 1, questions: 0 }, searches: [{ ground: 'seat' }] });
  });

  test('is handed out a few passages a call, and never more of the whole than the creator’s share', async () => {
    await offer();
    const first = await search('What do bees make honey from? nectar');
    expect(first.passages.map(({ text }) => text)).toContain(texts[0]);
    expect(first.passages.length).toBeLessThanOrEqual(2);
    expect(JSON.stringify(first.chunks)).not.toContain('Propolis');
    for (const text of texts) await search(text).catch((cause: AppError) => expect(cause.code).toBe('forbidden'));
    const chunks = await bench.db.hostedChunk.count();
    expect(chunks).toBe(2);
    await expect(search(texts[9] ?? '')).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching(
        /handed 2 of the 2 passages of “Bees” \(of 10\) .* questions about those are still answered/,
      ),
    });
    expect((await search('bees make honey from nectar')).coverage).toEqual({ handedOut: 2, limit: 2 });
    const ownerId = (await bench.newAccount('Buyer')).id;
    const address = buyer.account.address.toLowerCase();
    await bench.db.wallet.create({ data: { id: crypto.randomUUID(), ownerId, address } });
    expect(await trialFacts(bench, { ...sold, ownerId })).toMatchObject({ coverageLeft: 0, chunkCount: 10 });
  });

  test('keeps its share when many ask at once, and says nothing where nothing is evidence', async () => {
    await offer({ passagesPerCall: 1 });
    await Promise.allSettled(texts.map((text) => search(text)));
    expect(await bench.db.hostedChunk.count()).toBe(2);
    const nothing = await search('Quantum chromodynamics lattice gauge');
    expect(nothing).toMatchObject({ passages: [], chunks: [], evidence: { isSufficient: false } });
  });

  test('is searched within the buyer’s minute and the creator’s day', async () => {
    await offer({ callsPerMinute: 2, dailySearches: 3 });
    await search(texts[0] ?? '');
    await search(texts[0] ?? '');
    await expect(search(texts[0] ?? '')).rejects.toThrow(
      /Too many searches of “Bees” for this buyer; try again in 60 seconds/,
    );
    bench.advance(60_000);
    await search(texts[0] ?? '');
    bench.advance(60_000);
    await expect(search(texts[0] ?? '')).rejects.toThrow(/Today's 3 searches of “Bees” are used up/);
  });

  test('is refused to a repeated, foreign, changed or late search', async () => {
    await offer();
    await search(texts[0] ?? '');
    const [good] = sent;
    const refusal = async (body: object, deed?: string) => {
      const response = await send(body, deed);
      return `${response.status} ${((await response.json()) as { error: { message: string } }).error.message}`;
    };
    expect(await refusal({ ...good })).toMatch(/^409 /);
    expect(await refusal({ ...good, query: 'queens' })).toMatch(/^403 .*not signed by node/);
    expect(await refusal({ ...good, passages: 9 })).toMatch(/^403 /);
    expect(await refusal({ ...good, node: strangerNode.address })).toMatch(/^403 /);
    expect(await refusal({ ...good }, '99')).toMatch(/^403 /);
    bench.advance(600_000);
    expect(await refusal({ ...good })).toMatch(/^401 .*signed for another time/);
    expect(await refusal({ query: 'x' })).toMatch(/^4/);
    expect(await uses()).toHaveLength(1);
    const own = bench.origins.gateway;
    const searcher = searcherOf(buyerNode, own);
    bench.origins.gateway = 'https://other.example';
    const asked = { query: texts[0] ?? '', passages: 1 };
    const call = searcher.search({ name: 'Bees', deedId, gateway: own }, asked, new AbortController().signal);
    await expect(call).rejects.toThrow(/not signed by node .* for this gateway/);
    bench.origins.gateway = own;
  });

  test('needs a licence of a wallet that is linked with the node, or terms that sell none', async () => {
    await offer();
    await expect(search(texts[0] ?? '', { node: strangerNode })).rejects.toThrow(
      /is linked with no wallet on chain\. Link it/,
    );
    const poor = await bazaar.newPerson();
    await link(poor, strangerNode);
    await expect(search(texts[0] ?? '', { node: strangerNode })).rejects.toThrow(
      /holds no licence of it\. Licences are sold at http:\/\/127\.0\.0\.1:3000\/market\//,
    );
    await bench.db.saleTerms.updateMany({ data: { choices: { preset: 'hosted' } } });
    await search(texts[0] ?? '', { node: strangerNode });
    expect(await uses()).toMatchObject([{ ground: 'open', buyer: poor.account.address.toLowerCase() }]);
  });

  test('is checked at a deployment without taking a passage, and a node that is away says so', async () => {
    await offer();
    expect(await search('licence', { passages: 0 })).toMatchObject({
      passages: [],
      coverage: { handedOut: 0, limit: 2 },
    });
    expect(await uses()).toEqual([]);
    bench.node.isOnline = false;
    await expect(search(texts[0] ?? '')).rejects.toMatchObject({
      code: 'node_offline',
      message: `“Bees” (deed ${deedId}) is searched on its creator's node. The creator's node that answers for “Bees” is not connected now; try again later.`,
    });
    expect(await bench.db.hostedChunk.count()).toBe(0);
    bench.node.isOnline = true;
    await bench.offer(sold, { isHosted: false });
    await expect(search(texts[0] ?? '')).rejects.toThrow(/not offered for searching now/);
    expect(await hostedReference(bench, sold)).toBeNull();
  });

  test('is named by its deed to whoever is signed in, while it is offered and on sale', async () => {
    const { id, name } = await bench.newAccount('Bob');
    const context = { deps: bench, account: { id, name }, sessionId: null, headers: new Headers() };
    const api = createCaller(context as unknown as ApiContext).trial;
    const named = () => api.hosted({ deedId });
    expect(await named()).toBeNull();
    await offer();
    expect(await named()).toEqual({ name: 'Bees', deedId, gateway: bench.origins.gateway });
    expect(await api.hosted({ deedId: `${deedId}0` })).toBeNull();
    await bench.db.saleTerms.updateMany({ data: { takenDownAt: bench.clock() } });
    expect(await named()).toBeNull();
    await bench.db.saleTerms.updateMany({ data: { takenDownAt: null } });
    await closeTrial(bench, sold);
    expect(await named()).toBeNull();
    await expect(api.hosted({ deedId: 'seven' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const nobody = createCaller({ ...context, account: null } as unknown as ApiContext);
    await expect(nobody.trial.hosted({ deedId })).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('of a gateway that others wrote is only asked over the checked way out', async () => {
    const reference = { name: 'Bees', deedId, gateway: 'http://127.0.0.1:9' };
    const call = searcherOf(buyerNode).search(reference, { query: 'x', passages: 1 }, new AbortController().signal);
    await expect(call).rejects.toThrow(/Only its own gateway is private/);
  });
});
