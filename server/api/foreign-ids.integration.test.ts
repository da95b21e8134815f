import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { previewAgent } from '#server/agents/preview-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { updateAgent } from '#server/agents/update-agent.ts';
import { readServerConfig } from '#server/env.ts';
import { type KnowledgeDeps, openKnowledgeDeps } from '#server/knowledge/testing/open-knowledge-deps.ts';
import type { ApiContext } from './context.ts';
import { appRouter, createCaller } from './router.ts';
import { columnOf, pluginOf, toolOf, trialOf } from './testing/add-powers.ts';
import { type ForeignCase, marketCases } from './testing/market-cases.ts';
import { adaWithEverything, everythingOf, newBob } from './testing/two-people.ts';

let deps: KnowledgeDeps;
let ada: Awaited<ReturnType<typeof adaWithEverything>>;
let bob: { id: string; nodeId: string; agentId: string; versionId: string };

beforeAll(async () => {
  deps = await openKnowledgeDeps();
  ada = await adaWithEverything(deps);
  bob = await newBob(deps, ada.modelId);
});
afterAll(async () => await deps.close());

const walletOfBob = '0x2B5AD5c4795c026514f8317c7a215E218DcCD6cF';

/** What every procedure is asked with by Bob. */
const table: Record<string, ForeignCase> = {
  'account.me': { kind: 'own' },
  'account.firstSteps': { kind: 'own' },
  'account.attention': { kind: 'own' },
  'account.sessions': { kind: 'own' },
  'account.revokeSession': { kind: 'refused', input: () => ({ sessionId: ada.sessionId }) },
  'agent.list': { kind: 'own' },
  'agent.get': { kind: 'refused', input: () => ada },
  'agent.pluginChoices': { kind: 'own' },
  'agent.create': { kind: 'own', input: () => ({ name: 'Ghost', modelId: ada.modelId }) },
  'agent.update': { kind: 'refused', input: () => ({ ...ada, name: 'Stolen', description: '' }) },
  'agent.delete': { kind: 'refused', input: () => ada },
  'agent.publish': { kind: 'refused', input: () => ada },
  'agent.versions': { kind: 'refused', input: () => ada },
  'agent.newerParts': { kind: 'refused', input: () => ada },
  'agent.restoreVersion': { kind: 'refused', input: () => ada },
  'dataset.list': { kind: 'own' },
  'dataset.delete': { kind: 'refused', input: () => ({ componentId: ada.knowledgeId }) },
  'deployment.list': { kind: 'own', input: () => ({ agentId: ada.agentId, nodeId: ada.nodeId }) },
  'deployment.get': { kind: 'refused', input: () => ada },
  'deployment.deploy': { kind: 'refused', input: () => ({ agentVersionId: bob.versionId, nodeId: ada.nodeId }) },
  'deployment.rollback': { kind: 'refused', input: () => ada },
  'deployment.stop': { kind: 'refused', input: () => ada },
  'dispute.seat': { kind: 'own' },
  'dispute.list': { kind: 'node' },
  'dispute.decide': { kind: 'node', input: () => ({ purchaseId: '1', isBuyerRight: true }) },
  'doctor.run': { kind: 'own' },
  'doctor.configuration': { kind: 'own' },
  'domain.list': { kind: 'own', input: () => ({}) },
  'domain.get': { kind: 'refused', input: () => ({ name: 'alpine-huts' }) },
  'domain.ofNode': { kind: 'refused', input: () => ada },
  'earnings.summary': { kind: 'own' },
  'earnings.history': { kind: 'own', input: () => ({}) },
  'evaluation.sets': { kind: 'own' },
  'evaluation.set': { kind: 'refused', input: () => ada },
  'evaluation.createSet': { kind: 'own', input: () => ({ name: 'Ghosts' }) },
  'evaluation.updateSet': { kind: 'refused', input: () => ({ ...ada, name: 'Stolen', questions: [] }) },
  'evaluation.deleteSet': { kind: 'refused', input: () => ada },
  'evaluation.runs': { kind: 'refused', input: () => ada },
  'evaluation.run': { kind: 'refused', input: () => ada },
  'evaluation.start': { kind: 'refused', input: () => ({ ...ada, agentId: null, columns: [columnOf()] }) },
  'evaluation.rerun': { kind: 'refused', input: () => ada },
  'evaluation.cancel': { kind: 'refused', input: () => ada },
  'knowledge.list': { kind: 'own' },
  'knowledge.limits': { kind: 'own' },
  'knowledge.get': { kind: 'refused', input: () => ada },
  'knowledge.create': { kind: 'own', input: () => ({ name: 'Ghosts' }) },
  'knowledge.rename': { kind: 'refused', input: () => ({ ...ada, name: 'Stolen' }) },
  'knowledge.delete': { kind: 'refused', input: () => ada },
  'knowledge.updateSettings': { kind: 'refused', input: () => ada },
  'knowledge.documents': { kind: 'refused', input: () => ada },
  'knowledge.document': { kind: 'refused', input: () => ada },
  'knowledge.chunks': { kind: 'refused', input: () => ada },
  'knowledge.cancelDocument': { kind: 'refused', input: () => ada },
  'knowledge.retryDocument': { kind: 'refused', input: () => ada },
  'knowledge.deleteDocument': { kind: 'refused', input: () => ada },
  'knowledge.changeChunk': { kind: 'refused', input: () => ({ ...ada, isEnabled: false }) },
  'knowledge.search': { kind: 'refused', input: () => ({ knowledgeId: ada.knowledgeId, query: 'honey' }) },
  'knowledge.passage': { kind: 'refused', input: () => ada },
  'knowledge.publish': { kind: 'refused', input: () => ada },
  'knowledge.versions': { kind: 'refused', input: () => ada },
  'model.list': { kind: 'own' },
  'model.delete': { kind: 'refused', input: () => ({ componentId: ada.knowledgeId }) },
  'node.list': { kind: 'own' },
  'node.createJoinToken': { kind: 'own', input: () => ({ nodeName: 'Ghost' }) },
  'node.rename': { kind: 'refused', input: () => ({ ...ada, name: 'Stolen' }) },
  'node.remove': { kind: 'refused', input: () => ada },
  'node.accessKeys': { kind: 'refused', input: () => ada },
  'node.createAccessKey': { kind: 'refused', input: () => ({ ...ada, name: 'Stolen' }) },
  'node.revokeAccessKey': { kind: 'refused', input: () => ada },
  'node.chainLink': { kind: 'refused', input: () => ada },
  'node.prepareChainLink': { kind: 'refused', input: () => ({ ...ada, payout: walletOfBob }) },
  'node.gatewayUrl': { kind: 'own' },
  'plugin.list': { kind: 'own' },
  'plugin.templates': { kind: 'own' },
  'plugin.get': { kind: 'refused', input: () => ada },
  'plugin.create': { kind: 'own', input: () => ({ name: 'Ghost', definition: pluginOf('ghost') }) },
  'plugin.update': { kind: 'refused', input: () => ({ ...ada, name: 'Stolen', definition: pluginOf('stolen') }) },
  'plugin.delete': { kind: 'refused', input: () => ada },
  'plugin.publish': { kind: 'refused', input: () => ada },
  'plugin.versions': { kind: 'refused', input: () => ada },
  'plugin.run': { kind: 'node', input: () => ({ definition: pluginOf('ghost'), input: {} }) },
  'prompt.list': { kind: 'own' },
  'prompt.templates': { kind: 'own' },
  'prompt.get': { kind: 'refused', input: () => ada },
  'prompt.create': { kind: 'own', input: () => ({ name: 'Ghost', role: 'system', text: 'Boo.' }) },
  'prompt.update': { kind: 'refused', input: () => ({ ...ada, name: 'Stolen', description: '', text: 'Boo.' }) },
  'prompt.delete': { kind: 'refused', input: () => ada },
  'prompt.publish': { kind: 'refused', input: () => ada },
  'prompt.versions': { kind: 'refused', input: () => ada },
  'prompt.labelVersion': { kind: 'refused', input: () => ({ versionId: ada.promptVersionId, label: 'mine' }) },
  'prompt.restoreVersion': { kind: 'refused', input: () => ({ versionId: ada.promptVersionId }) },
  'prompt.countTokens': { kind: 'node', input: () => ({ modelId: ada.modelId, texts: ['Boo.'] }) },
  'tool.secrets.list': { kind: 'own' },
  'tool.secrets.set': { kind: 'own', input: () => ({ slot: 'secret_bees', value: 'mine' }) },
  'tool.secrets.delete': { kind: 'own', input: () => ({ slot: 'secret_bees' }) },
  'tool.signIn.start': { kind: 'refused', input: () => ({ ...ada, url: 'https://a.example/mcp', slot: 'stolen' }) },
  'tool.signIn.finish': {
    kind: 'refused',
    input: () => ({ state: ada.signInState, code: 'a-code', issuer: null, error: null }),
  },
  'tool.readiness.job': { kind: 'own' },
  'tool.readiness.start': { kind: 'refused', input: () => ({ toolIds: [ada.toolId], modelId: ada.modelId }) },
  'tool.readiness.cancel': { kind: 'refused', input: () => ada },
  'tool.readiness.savePrompts': { kind: 'refused', input: () => ({ ...ada, prompts: null }) },
  'tool.list': { kind: 'own' },
  'tool.get': { kind: 'refused', input: () => ada },
  'tool.create': { kind: 'own', input: () => ({ tools: [{ name: 'Ghost', definition: toolOf('ghost') }] }) },
  'tool.update': {
    kind: 'refused',
    input: () => ({ ...ada, name: 'Stolen', description: '', definition: toolOf('stolen') }),
  },
  'tool.delete': { kind: 'refused', input: () => ada },
  'tool.publish': { kind: 'refused', input: () => ada },
  'tool.versions': { kind: 'refused', input: () => ada },
  'tool.findImportable': { kind: 'own', input: () => ({ source: { kind: 'text', text: 'curl https://a.example/b' } }) },
  'tool.tryCall': { kind: 'node', input: () => ({ definition: toolOf('ghost'), arguments: {} }) },
  'library.list': { kind: 'own' },
  'library.purchases': { kind: 'own' },
  'library.showKey': { kind: 'refused', input: () => ({ purchaseId: '1' }) },
  'library.resalePurchases': { kind: 'own' },
  'library.install': { kind: 'refused', input: () => ({ deedId: '1' }) },
  'library.missingParts': { kind: 'refused', input: () => ada },
  'library.versions': { kind: 'own', input: () => ({ deedId: '1' }) },
  'library.difference': { kind: 'refused', input: () => ({ deedId: '1', number: 2, questions: ['What?'] }) },
  'library.changes': { kind: 'refused', input: () => ({ deedId: '1', number: 2 }) },
  'library.answers': {
    kind: 'refused',
    input: () => ({ deedId: '1', number: 2, questions: ['What?'], modelId: ada.modelId }),
  },
  'library.update': { kind: 'refused', input: () => ({ deedId: '1', number: 2 }) },
  'library.deployPlan': { kind: 'refused', input: () => ({ agentVersionId: ada.versionId, nodeId: bob.nodeId }) },
  'library.freeSeat': { kind: 'refused', input: () => ({ deedId: '1', node: ada.wallet }) },
  'library.remix': { kind: 'refused', input: () => ({ id: ada.agentId }) },
  ...marketCases(() => ada),
  'sale.facts': { kind: 'own' },
  'sale.get': { kind: 'refused', input: () => ({ componentId: ada.promptId }) },
  'sale.prepare': {
    kind: 'refused',
    input: () => ({
      versionId: ada.promptVersionId,
      wallet: walletOfBob,
      choices: { preset: 'earn', isPrivate: false, licence: 'MIT', askBps: 0, royaltyBps: 0 },
    }),
  },
  'sale.sign': { kind: 'refused', input: () => ({ componentId: ada.promptId, signature: `0x${'1'.repeat(130)}` }) },
  'sale.prepareVersion': { kind: 'refused', input: () => ({ versionId: ada.promptVersionId }) },
  'sale.evaluations': { kind: 'refused', input: () => ({ versionId: ada.promptVersionId }) },
  'sale.evaluate': {
    kind: 'refused',
    input: () => ({ versionId: ada.promptVersionId, questionSetId: ada.questionSetId, modelId: ada.modelId }),
  },
  'sale.detachEvaluation': { kind: 'refused', input: () => ({ versionId: ada.promptVersionId }) },
  'sale.attachEvaluation': {
    kind: 'refused',
    input: () => ({ versionId: ada.promptVersionId, jobId: ada.agentId }),
  },
  'sale.withdraw': { kind: 'refused', input: () => ({ componentId: ada.promptId }) },
  'sale.sales': { kind: 'refused', input: () => ({ componentId: ada.promptId }) },
  'sale.publishAgent': { kind: 'refused', input: () => ({ agentVersionId: ada.versionId }) },
  'sale.page': { kind: 'refused', input: () => ({ componentId: ada.promptId }) },
  'sale.removeCover': { kind: 'refused', input: () => ({ componentId: ada.promptId }) },
  'sale.setPage': {
    kind: 'refused',
    input: () => ({ componentId: ada.promptId, summary: 'Mine', readme: '', samples: [], language: '', tags: [] }),
  },
  'trial.get': { kind: 'refused', input: () => ({ componentId: ada.knowledgeId }) },
  'trial.open': { kind: 'refused', input: () => ({ ...trialOf(ada), componentId: ada.knowledgeId }) },
  'trial.close': { kind: 'refused', input: () => ({ componentId: ada.knowledgeId }) },
  'trial.facts': { kind: 'own', input: () => ({ componentId: ada.knowledgeId }) },
  'trial.hosted': { kind: 'own', input: () => ({ componentId: ada.knowledgeId }) },
  'trial.scores': { kind: 'own', input: () => ({ componentId: ada.knowledgeId }) },
  'trial.compare': { kind: 'refused', input: () => ({ componentId: ada.knowledgeId, questions: ['Boo?'] }) },
  'trial.comparisons': { kind: 'own', input: () => ({ componentId: ada.knowledgeId }) },
  'trial.comparison': { kind: 'refused', input: () => ada },
  'trial.judge': { kind: 'refused', input: () => ({ ...ada, position: 0, verdict: 'tie' }) },
  'trial.reveal': { kind: 'refused', input: () => ada },
  'wallet.facts': { kind: 'own' },
  'wallet.clock': { kind: 'own' },
  'wallet.fund': { kind: 'refused', input: () => ada },
  'wallet.transaction': { kind: 'node', input: () => ({ hash: `0x${'1'.repeat(64)}` }) },
  'wallet.list': { kind: 'own' },
  'wallet.challenge': { kind: 'own', input: () => ({ wallet: walletOfBob }) },
  'wallet.link': { kind: 'node', input: () => ({ wallet: ada.wallet, issuedAt: 1, signature: '0x00' }) },
  'wallet.unlink': { kind: 'refused', input: () => ada },
};

test('every procedure of the API stands in the table of this test', () => {
  expect(Object.keys(table).toSorted()).toEqual(Object.keys(appRouter._def.procedures).toSorted());
});

describe('a second account', () => {
  test.each(Object.entries(table).filter(([, { kind }]) => kind === 'refused'))(
    'is refused by %s with the id of somebody else',
    async (path, { input }) => {
      const before = await everythingOf(deps.db, ada);
      await expect(call(bob.id, path, input?.())).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await everythingOf(deps.db, ada)).toEqual(before);
    },
  );

  test.each(Object.entries(table).filter(([, { kind }]) => kind === 'own'))(
    'gets nothing of somebody else from %s',
    async (path, { input }) => {
      const answer = JSON.stringify((await call(bob.id, path, input?.())) ?? null);
      for (const id of ada.secrets) expect(answer).not.toContain(id);
    },
  );

  test.each(Object.entries(table).filter(([, { kind }]) => kind === 'node'))(
    'reaches no node of somebody else by %s',
    async (path, { input }) => {
      const before = await everythingOf(deps.db, ada);
      const answer = await call(bob.id, path, input?.()).then(JSON.stringify, String);
      for (const id of ada.secrets) expect(answer).not.toContain(id);
      expect(await everythingOf(deps.db, ada)).toEqual(before);
    },
  );

  test("can't reach another's knowledge or prompts through an agent of its own", async () => {
    const mine = { ownerId: bob.id, agentId: bob.agentId };
    const { name, description, draft } = await findOwnAgent(deps, mine);
    const { signal } = new AbortController();
    for (const stolen of [
      { knowledge: [{ componentId: ada.knowledgeId, versionId: null }] },
      { systemPromptId: ada.promptId },
      { ragPromptId: ada.promptId },
    ]) {
      await updateAgent(deps, { ...mine, name, description, draft: { ...draft, ...stolen } });
      await expect(publishAgent(deps, { ...mine, note: '' })).rejects.toMatchObject({ code: 'not_found' });
      const preview = previewAgent(deps, { ...mine, messages: [], signal });
      await expect(preview).rejects.toMatchObject({ code: 'not_found' });
    }
    const theirs = previewAgent(deps, { ownerId: bob.id, agentId: ada.agentId, messages: [], signal });
    await expect(theirs).rejects.toMatchObject({ code: 'not_found' });
  });
});

test.each(Object.keys(table))('nobody signed in is refused by %s', async (path) => {
  await expect(call(null, path, table[path]?.input?.())).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

/** Asks a procedure as an account; null is nobody. */
async function call(accountId: string | null, path: string, input?: object): Promise<unknown> {
  const account = accountId ? { id: accountId, name: 'Someone', keyAddress: '' } : null;
  const config = readServerConfig();
  const context = { deps: { ...deps, config }, account, sessionId: null, headers: new Headers() };
  const caller: unknown = createCaller(context as unknown as ApiContext);
  const procedure = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], caller);
  return (procedure as (input?: object) => Promise<unknown>)(input);
}
