import { type Address, getAddress } from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';
import { newId } from '#protocol/new-id.ts';
import type { ChatRequest } from '#runtime/engine/engine.ts';
import { openPairedNode, type PairedNode } from '#runtime/testing/open-paired-node.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { claimJob } from '#server/jobs/claim-job.ts';
import { runJob } from '#server/jobs/run-job.ts';
import { type Kind, modelId, publishOfKind } from '#server/market/testing/publish-kinds.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { weatherTool } from '#server/tools/testing/open-tool-deps.ts';
import { askComponent, type TrialPart } from './ask-component.ts';
import { getComparison } from './comparisons/get-comparison.ts';
import { judgeComparison } from './comparisons/judge-comparison.ts';
import { revealComparison } from './comparisons/reveal-comparison.ts';
import { startComparison } from './comparisons/start-comparison.ts';
import { getTrial } from './get-trial.ts';
import { openTrial } from './open-trial.ts';
import { trialFacts } from './trial-facts.ts';
import { trialJobs } from './trial-jobs.ts';

const kinds: Kind[] = ['prompt', 'tool', 'plugin', 'agent', 'model'];
let deps: TestDeps;
let paired: PairedNode;
let creator: string;
let bob: string;
let asked: ChatRequest[] = [];
let modelHash = '';
const componentIds = new Map<Kind, string>();
const offer = { dailyQuestions: 10, dailyTokens: 100_000, personQuestions: 5 };
const hosting = { isHosted: false, passagesPerCall: 1, callsPerMinute: 1, dailySearches: 1, coveragePercent: 1 };

beforeAll(async () => {
  deps = await openTestDeps({
    nodes: { request: (address, request) => paired.request(address, request) },
  });
  const account = await deps.newAccount('Creator');
  creator = account.id;
  bob = (await deps.newAccount('Bob')).id;
  const controller: Address = getAddress(account.keyAddress);
  paired = await openPairedNode({ controller, gatewayOrigin: 'http://gateway.test', chain: null }, [
    (request) => {
      asked.push(request);
      return 'Plain answer.';
    },
  ]);
  const nodeId = newId();
  const linked = { linkedAt: deps.clock(), heartbeatAt: deps.clock(), gatewayId: newId() };
  await deps.db.node.create({
    data: { id: nodeId, ownerId: creator, address: paired.address, name: 'Node', ...linked },
  });
  for (const kind of kinds) {
    const { componentId, versionId } = await publishOfKind(deps, { ownerId: creator, kind, name: `Private ${kind}` });
    componentIds.set(kind, componentId);
    const terms = { componentId, ownerId: creator, versionId, choices: { preset: 'sell' }, state: 'offered' };
    await deps.db.saleTerms.create({ data: terms });
    const trial = { ownerId: creator, componentId, nodeId, modelId, ...offer, ...hosting };
    if (kind === 'model') await expect(openTrial(deps, trial)).rejects.toThrow('is not on this node; deploy an agent');
    if (kind === 'model') await putOnNode(componentId, nodeId);
    await openTrial(deps, trial);
  }
  await work();
}, 60_000);
afterAll(async () => {
  await paired.close();
  await deps.close();
});

/** As a deployment of an agent with the model leaves it. */
async function putOnNode(componentId: string, nodeId: string): Promise<void> {
  const { id: agentId } = await createAgent(deps, { ownerId: creator, name: 'Carrier', modelId: componentId });
  const { versionId: agentVersionId } = await publishAgent(deps, { ownerId: creator, agentId, note: '' });
  const row = { id: newId(), ownerId: creator, nodeId, agentVersionId, state: 'live' as const };
  await deps.db.deployment.create({ data: row });
  const { manifest } = await deps.db.agentVersion.findUniqueOrThrow({ where: { id: agentVersionId } });
  modelHash = agentManifestSchema.parse(manifest).model.sha256;
  paired.putModel(modelHash);
}

async function work(): Promise<void> {
  // Jobs get the database's time; the clock of the test must not lie before it.
  deps.advance(Math.max(0, Date.now() + 1_000 - deps.clock().getTime()));
  for (;;) {
    const job = await claimJob(deps, { workerId: creator, kinds: Object.keys(trialJobs) });
    const kind = job ? trialJobs[job.kind] : undefined;
    if (!job || !kind) return;
    const { signal } = new AbortController();
    await runJob(deps, { job, kind, workerId: creator, signal, wakeCancel: () => () => undefined });
  }
}

describe.each(kinds)('a trial of a %s', (kind) => {
  const mine = () => ({ ownerId: bob, componentId: componentIds.get(kind) ?? '' });
  const person = { clientAddress: '203.0.113.7' };

  test('answers on its creator’s node with the component at work, without handing it over, and is counted', async () => {
    expect(await trialFacts(deps, mine())).toMatchObject({ questionsLeft: 5, isNodeReady: true });
    asked = [];
    const { signal } = new AbortController();
    const question = 'What is the weather in Oslo?';
    const parts: TrialPart[] = [];
    for await (const part of await askComponent(deps, { ...mine(), ...person, question, signal })) parts.push(part);
    const answer = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
    const heard = JSON.stringify(asked);
    if (kind === 'plugin') expect(answer).toBe('Plain answer. (Private plugin)');
    else expect(answer).toBe('Plain answer.');
    if (kind === 'prompt' || kind === 'agent') expect(heard).toContain(`Speak as the Private ${kind}.`);
    if (kind === 'tool' || kind === 'agent') expect(heard).toContain(weatherTool().name);
    if (kind === 'model') expect(asked[0]?.modelId).toBe(modelHash);
    expect(JSON.stringify(parts)).not.toMatch(/Speak as|export default|api\.example\.org/);
    expect((await getTrial(deps, { ...mine(), ownerId: creator }))?.today).toMatchObject({ questions: 1 });
  });

  test('is compared blind with the same model without it, and the node signs the score', async () => {
    const { comparisonId } = await startComparison(deps, { ...mine(), ...person, questions: ['Oslo?'] });
    asked = [];
    await work();
    const [row] = (await getComparison(deps, { ownerId: bob, comparisonId })).rows;
    expect(row).toMatchObject({ problem: null, withSide: null });
    const heard = asked.map((request) => JSON.stringify(request));
    expect(heard.at(-1)).not.toMatch(/Speak as|get_weather/);
    if (kind === 'plugin') expect([row?.left, row?.right].toSorted()[1]).toBe('Plain answer. (Private plugin)');
    else if (kind === 'model')
      expect([asked[0]?.modelId === modelHash, asked[1]?.modelId === modelHash]).toEqual([true, false]);
    else expect(heard[0]).toMatch(/Speak as|get_weather/);
    await judgeComparison(deps, { ownerId: bob, comparisonId, position: 0, verdict: 'tie' });
    const { score, node } = await revealComparison(deps, { ownerId: bob, comparisonId });
    expect(score).toMatchObject({ ties: 1, signature: expect.stringMatching(/^0x/) });
    expect(node.toLowerCase()).toBe(paired.address.toLowerCase());
  });
});
