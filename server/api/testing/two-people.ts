import { newId } from '#protocol/new-id.ts';
import { createSignInLink } from '#server/accounts/create-sign-in-link.ts';
import { redeemSignInLink } from '#server/accounts/redeem-sign-in-link.ts';
import { openPerson } from '#server/accounts/wallets/testing/open-person.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { deployAgent } from '#server/deployments/deploy-agent.ts';
import { createKnowledge } from '#server/knowledge/create-knowledge.ts';
import { getKnowledge } from '#server/knowledge/get-knowledge.ts';
import type { KnowledgeDeps } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { addDomain } from '#server/market/testing/add-domain.ts';
import { createAccessKey } from '#server/nodes/create-access-key.ts';
import { createPrompt } from '#server/prompts/create-prompt.ts';
import { publishPrompt } from '#server/prompts/publish-prompt.ts';
import { pendingSignInKind, stateName } from '#server/tools/sign-in/pending-sign-in.ts';
import { addPowers } from './add-powers.ts';

/** One of each thing that an account can own. */
export async function adaWithEverything(deps: KnowledgeDeps) {
  const modelId = 'smollm2-135m-instruct';
  const { ownerId, nodeId } = await deps.newOwner();
  const { url } = await createSignInLink(deps, { accountId: ownerId });
  const token = new URL(url).searchParams.get('token') ?? '';
  await redeemSignInLink(deps, { token, userAgent: 'test' });
  const session = await deps.db.session.findFirstOrThrow({ where: { ownerId }, select: { id: true } });
  const { id: knowledgeId } = await createKnowledge(deps, { ownerId, name: 'Secret bees', description: '' });
  const documentId = await deps.add({ ownerId, knowledgeId }, 'bees.md', '# Bees\n\nBees make honey.');
  await deps.runJobs();
  const { chunkId } = await deps.db.chunk.findFirstOrThrow({ where: { documentId }, select: { chunkId: true } });
  const { chunking, retrieval } = await getKnowledge(deps, { ownerId, knowledgeId });
  const { id: promptId } = await createPrompt(deps, { ownerId, name: 'Secret', role: 'system', text: 'Whisper.' });
  const { id: agentId } = await createAgent(deps, { ownerId, name: 'Secret agent', modelId });
  const { draft } = await findOwnAgent(deps, { ownerId, agentId });
  const { versionId } = await publishAgent(deps, { ownerId, agentId, note: '' });
  const { deploymentId } = await deployAgent(deps, { ownerId, agentVersionId: versionId, nodeId });
  const { versionId: promptVersionId } = await publishPrompt(deps, { ownerId, promptId, note: '' });
  const powers = await addPowers(deps, ownerId);
  const signInState = await addSignIn(deps, ownerId);
  const key = await createAccessKey(deps, { ownerId, nodeId, name: 'Secret key', scope: 'public' });
  const comparisonId = await addComparison(deps, { ownerId, componentId: knowledgeId, nodeId });
  const person = openPerson(deps);
  const { walletId } = await person.link(ownerId);
  await addEarnings(deps, person.wallet.address);
  await addSale(deps, { ownerId, componentId: promptId, versionId: promptVersionId });
  await addDomain(deps, 'ada-hikes', person.wallet.address);
  const collectionId = await addCollection(deps, { ownerId, componentId: promptId });
  const ids = {
    nodeId,
    knowledgeId,
    documentId,
    promptId,
    agentId,
    versionId,
    deploymentId,
    accessKeyId: key.id,
    walletId,
    comparisonId,
    collectionId,
  };
  Object.assign(ids, { promptVersionId, ...powers });
  const secrets = [ownerId, session.id, creditOfAda, chunkId, person.wallet.address, ...Object.values(ids)];
  return {
    ...ids,
    promptVersionId,
    ...powers,
    ownerId,
    sessionId: session.id,
    signInState,
    chunkId,
    chunking,
    retrieval,
    draft,
    modelId,
    walletId,
    wallet: person.wallet.address,
    secrets,
  };
}

/** Terms that she has not signed yet, and the page she wrote for them. */
async function addSale(
  { db }: KnowledgeDeps,
  place: { ownerId: string; componentId: string; versionId: string },
): Promise<void> {
  const { ownerId, componentId, versionId } = place;
  const choices = { preset: 'earn', isPrivate: true, licence: 'MIT', askBps: 0, royaltyBps: 0 };
  await db.saleTerms.create({ data: { ...place, choices } });
  await db.marketPage.create({ data: { ownerId, componentId, summary: 'Secret page' } });
  const check = { kind: 'licence', outcome: 'passed', message: 'Licensed as MIT.' };
  await db.saleCheck.create({ data: { ownerId, versionId, ...check } });
  await db.libraryEntry.create({ data: { id: newId(), ownerId, deedId: 7, componentId } });
}

/** She has arranged what she hasn't put on sale yet. */
async function addCollection(
  { db }: KnowledgeDeps,
  { ownerId, componentId }: { ownerId: string; componentId: string },
): Promise<string> {
  const id = newId();
  const entries = { create: [{ componentId, position: 0 }] };
  await db.collection.create({ data: { id, ownerId, domainName: 'ada-hikes', slug: 'hers', title: 'Hers', entries } });
  return id;
}

/** A trial of her knowledge, and a comparison of her own with it. */
async function addComparison(
  deps: KnowledgeDeps,
  { ownerId, componentId, nodeId }: { ownerId: string; componentId: string; nodeId: string },
): Promise<string> {
  const budget = { dailyQuestions: 1, dailyTokens: 4_096, personQuestions: 1 };
  const offer = { ownerId, nodeId, versionId: newId(), modelId: 'smollm2-135m-instruct', ...budget };
  await deps.db.trial.create({ data: { componentId, state: 'closed', ...offer } });
  const id = newId();
  const rows = {
    create: [{ position: 0, question: 'Secret question?', withSide: 'left', withText: 'Secret answer.' }],
  };
  await deps.db.comparison.create({ data: { id, ownerId, componentId, contentRoot: '0x', node: '0x', rows } });
  return id;
}

const creditOfAda = 'credit-of-ada';

async function addEarnings({ db }: KnowledgeDeps, wallet: string): Promise<void> {
  const accounts = { account: wallet.toLowerCase(), asset: `0x${'1'.repeat(40)}`, payer: `0x${'2'.repeat(40)}` };
  const facts = { amount: 7, deedId: 1, source: 'licence', txHash: '0x', creditedAt: new Date() } as const;
  await db.ledgerCredit.create({ data: { id: creditOfAda, ...accounts, ...facts } });
}

/** A sign-in under way at the server of a tool, by its state. */
async function addSignIn(deps: KnowledgeDeps, ownerId: string): Promise<string> {
  const state = 'state-of-a-sign-in';
  const envelope = { ...deps.secrets.seal(new TextEncoder().encode('{}')) };
  await deps.db.secret.create({
    data: { id: newId(), ownerId, kind: pendingSignInKind, name: stateName(state), envelope },
  });
  return state;
}

/** A second person, with a node and an agent of his own, who curates too. */
export async function newBob(deps: KnowledgeDeps, modelId: string) {
  const { ownerId: id, nodeId } = await deps.newOwner();
  const agent = await createAgent(deps, { ownerId: id, name: 'Own', modelId });
  const { versionId } = await publishAgent(deps, { ownerId: id, agentId: agent.id, note: '' });
  const address = `0x${'b0'.repeat(20)}`;
  await deps.db.wallet.create({ data: { id: newId(), ownerId: id, address } });
  await addDomain(deps, 'bob-bakes', address);
  return { id, nodeId, agentId: agent.id, versionId };
}

/** Every row that somebody owns, as it is now. */
export async function everythingOf(
  db: KnowledgeDeps['db'],
  person: { ownerId: string; knowledgeId: string },
): Promise<unknown> {
  const where = { ownerId: person.ownerId };
  return Promise.all([
    db.session.findMany({ where }),
    db.secret.findMany({ where }),
    db.component.findMany({ where }),
    db.knowledge.findMany({ where }),
    db.document.findMany({ where }),
    db.chunkOverlay.findMany({ where: { knowledgeId: person.knowledgeId } }),
    db.prompt.findMany({ where }),
    db.version.findMany({ where }),
    db.agent.findMany({ where }),
    db.agentVersion.findMany({ where }),
    db.node.findMany({ where }),
    db.accessKey.findMany({ where }),
    db.deployment.findMany({ where }),
    db.job.findMany({ where }),
    db.tool.findMany({ where }),
    db.plugin.findMany({ where }),
    db.questionSet.findMany({ where }),
    db.secret.findMany({ where }),
    db.wallet.findMany({ where }),
    db.saleTerms.findMany({ where }),
    db.saleCheck.findMany({ where }),
    db.marketPage.findMany({ where }),
    db.libraryEntry.findMany({ where }),
    db.curationStop.findMany(),
    db.collection.findMany({ where, include: { entries: true } }),
    db.trial.findMany({ where }),
    db.comparison.findMany({ where, include: { rows: true } }),
  ]);
}
