import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DeploymentState, type DeploymentStatus, deployRequestSchema } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import { exampleNodeStatus } from '#protocol/link/example-node-status.ts';
import { openSecret } from '#protocol/secrets/seal-secret.ts';
import { sealingKeyOf } from '#protocol/secrets/sealing-keys.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import type { NodeClient } from '#server/deps-type.ts';
import { claimJob } from '#server/jobs/claim-job.ts';
import { runJob } from '#server/jobs/run-job.ts';
import { addNode } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { rollbackDeployment, stopDeployment } from './change-deployment.ts';
import { deployAgent } from './deploy-agent.ts';
import { deploymentJobs } from './deployment-jobs.ts';
import { getDeployment } from './get-deployment.ts';
import { listDeployments } from './list-deployments.ts';
import { recordDeploymentEvents } from './record-deployment-events.ts';
import { recordHeartbeatStates } from './record-heartbeat-states.ts';

type NodeRequest = Parameters<NodeClient['request']>[1];

const missing = '01900000-0000-7000-8000-0000000000ff';
const at = '2026-01-01T12:00:00.000Z';
const weatherTool = {
  name: 'get_weather',
  description: '',
  parameters: { type: 'object' },
  target: { kind: 'http', method: 'GET', url: 'https://example.com/', auth: { kind: 'bearer', secret: 'weather_key' } },
};
let deps: TestDeps;
let ada: string;
let bob: string;
let nodeId: string;
let agentVersionId: string;
/** What the node across the gateway answers to each request. */
let answer: (request: NodeRequest) => object;
const asked: NodeRequest[] = [];
const nodes: NodeClient = {
  async request(_address, request) {
    asked.push(request);
    return Response.json(answer(request));
  },
};

beforeAll(async () => {
  deps = await openTestDeps({ nodes });
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.database.clear();
  // Jobs get the database's time; the clock of the test must not lie before it.
  deps.advance(Date.now() + 60_000 - deps.clock().getTime());
  asked.length = 0;
  ada = (await deps.newAccount('Ada')).id;
  bob = (await deps.newAccount('Bob')).id;
  nodeId = await addNode(deps, ada);
  const agent = await createAgent(deps, { ownerId: ada, name: 'Guide', modelId: 'smollm2-135m-instruct' });
  agentVersionId = (await publishAgent(deps, { ownerId: ada, agentId: agent.id, note: '' })).versionId;
});

const deploy = () => deployAgent(deps, { ownerId: ada, agentVersionId, nodeId });
function statusOf(deploymentId: string, states: DeploymentState[], reason: string | null = null): DeploymentStatus {
  const state = states.at(-1) ?? 'planned';
  const events = states.map((one, index) => ({ sequence: index + 1, state: one, message: `now ${one}`, at }));
  const failedStep = state === 'failed' ? 'fetching' : null;
  const facts = { deploymentId, agentName: 'Guide', slug: 'guide', version: 1, manifestHash: 'a'.repeat(64) };
  return { ...facts, state, failedStep, reason, startedAt: at, liveAt: null, events };
}
async function runNextJob() {
  const workerId = randomUUID();
  const job = await claimJob(deps, { workerId, kinds: Object.keys(deploymentJobs) });
  const kind = deploymentJobs['deployment.deploy'];
  if (!job || !kind) throw new Error('No job waits.');
  const { signal } = new AbortController();
  await runJob(deps, { job, kind, workerId, signal, wakeCancel: () => () => undefined });
}

describe('deploying', () => {
  test('hands the signed manifest to the node and writes down its steps until it is live', async () => {
    const { deploymentId, jobId } = await deploy();
    const all: DeploymentState[] = ['planned', 'fetching', 'live'];
    let polls = 0;
    answer = () => {
      polls += 1;
      return statusOf(deploymentId, all.slice(0, polls));
    };
    await runNextJob();
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/control/deployments' });
    expect(asked[0]?.headers).toHaveProperty('x-gaia-signature');
    expect(JSON.parse(Buffer.from(asked[0]?.body ?? '').toString())).toMatchObject({
      deploymentId,
      manifest: { slug: 'guide' },
    });
    const deployment = await getDeployment(deps, { ownerId: ada, deploymentId });
    expect(deployment).toMatchObject({ state: 'live', errorMessage: null, jobId });
    expect(deployment.events.map(({ state }) => state)).toEqual(all);
  });

  test("sends the secrets of the agent's tools sealed to the node, and keeps them nowhere else", async () => {
    const secretKey = new Uint8Array(32).fill(8);
    const status = { ...exampleNodeStatus('0x'), sealingKey: sealingKeyOf(secretKey) };
    await deps.db.node.update({ where: { id: nodeId }, data: { status: JSON.parse(JSON.stringify(status)) } });
    const envelope = { ...deps.secrets.seal(new TextEncoder().encode('in clear')) };
    await deps.db.secret.create({
      data: { id: randomUUID(), ownerId: ada, kind: 'tool', name: 'weather_key', envelope },
    });
    const { manifest } = await deps.db.agentVersion.findUniqueOrThrow({ where: { id: agentVersionId } });
    const tools = [{ component: { name: 'Weather', version: 1 }, definition: weatherTool }];
    await deps.db.agentVersion.update({
      where: { id: agentVersionId },
      data: { manifest: { ...(manifest as object), tools } },
    });
    const { deploymentId } = await deploy();
    answer = () => statusOf(deploymentId, ['live']);
    await runNextJob();
    const body = Buffer.from(asked[0]?.body ?? '').toString();
    const { secrets } = deployRequestSchema.parse(JSON.parse(body));
    expect(body).not.toContain('in clear');
    expect(openSecret({ secretKey, slot: 'weather_key', sealed: secrets.weather_key ?? '' })).toBe('in clear');
  });

  test('that fails on the node says at which step and why', async () => {
    const { deploymentId } = await deploy();
    answer = () => statusOf(deploymentId, ['planned', 'failed'], 'The node has 1 MB of disk free.');
    await runNextJob();
    expect(await getDeployment(deps, { ownerId: ada, deploymentId })).toMatchObject({
      state: 'failed',
      failedStep: 'fetching',
      errorMessage: 'The node has 1 MB of disk free.',
    });
  });

  test('to a node that is lost on the way ends as failed, with the reason, when the tries are over', async () => {
    const { deploymentId, jobId } = await deploy();
    answer = () => {
      throw new AppError('node_offline', 'The line to the node is down.');
    };
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await runNextJob();
      deps.advance(120_000);
      await deps.db.job.updateMany({ where: { id: jobId, state: 'queued' }, data: { runAt: new Date(0) } });
    }
    const deployment = await getDeployment(deps, { ownerId: ada, deploymentId });
    expect(deployment).toMatchObject({
      state: 'failed',
      failedStep: 'planned',
      errorMessage: 'The line to the node is down.',
    });
  });

  test('to an offline node is refused at once, with the cause', async () => {
    await deps.db.node.update({
      where: { id: nodeId },
      data: { gatewayId: null, offlineReason: 'It was silent for 30 s.' },
    });
    await expect(deploy()).rejects.toMatchObject({
      code: 'node_offline',
      message: '"Node" is not connected. It was silent for 30 s. Start it, then deploy again.',
    });
    expect(await deps.db.deployment.count()).toBe(0);
    expect(await deps.db.job.count()).toBe(0);
  });

  test("of or to somebody else's is not found, and neither is what is missing", async () => {
    const theirNode = await addNode(deps, bob);
    const { deploymentId } = await deploy();
    const calls = [
      deployAgent(deps, { ownerId: bob, agentVersionId, nodeId: theirNode }),
      deployAgent(deps, { ownerId: ada, agentVersionId, nodeId: theirNode }),
      deployAgent(deps, { ownerId: ada, agentVersionId: missing, nodeId }),
      getDeployment(deps, { ownerId: bob, deploymentId }),
      rollbackDeployment(deps, { ownerId: bob, deploymentId }),
      stopDeployment(deps, { ownerId: bob, deploymentId }),
      stopDeployment(deps, { ownerId: ada, deploymentId: missing }),
    ];
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
    }
    expect(await listDeployments(deps, { ownerId: bob })).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('what a node reports', () => {
  test('changes nothing when it is repeated, also at once', async () => {
    const { deploymentId } = await deploy();
    const status = statusOf(deploymentId, ['planned', 'fetching', 'live']);
    await Promise.all([1, 2, 3].map(() => recordDeploymentEvents(deps, { deploymentId, status })));
    const { events, state } = await getDeployment(deps, { ownerId: ada, deploymentId });
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(state).toBe('live');
  });

  test('late, after something newer was told, takes no state back', async () => {
    const { deploymentId } = await deploy();
    await recordDeploymentEvents(deps, { deploymentId, status: statusOf(deploymentId, ['planned', 'live']) });
    await recordDeploymentEvents(deps, { deploymentId, status: statusOf(deploymentId, ['planned']) });
    const { events, state } = await getDeployment(deps, { ownerId: ada, deploymentId });
    expect({ state, steps: events.length }).toEqual({ state: 'live', steps: 2 });
  });

  test('in a heartbeat ends no deployment whose steps are still being followed', async () => {
    const { deploymentId } = await deploy();
    const steps: DeploymentState[] = ['planned', 'loading', 'testing', 'live'];
    const beat = async (state: DeploymentState) => {
      const { events: _events, ...told } = statusOf(deploymentId, [state]);
      const status = { ...exampleNodeStatus('0x'), deployments: [told] };
      await recordHeartbeatStates(deps, { nodeId, status });
      const deployment = await getDeployment(deps, { ownerId: ada, deploymentId });
      return { state: deployment.state, steps: deployment.events.map((event) => event.state) };
    };
    await recordDeploymentEvents(deps, { deploymentId, status: statusOf(deploymentId, steps.slice(0, 1)) });
    expect(await beat('live')).toEqual({ state: 'planned', steps: ['planned'] });
    await recordDeploymentEvents(deps, { deploymentId, status: statusOf(deploymentId, steps) });
    expect(await beat('testing')).toEqual({ state: 'live', steps });
    expect(await beat('failed')).toEqual({ state: 'failed', steps });
  });

  test('of a deployment that was deleted here is passed over', async () => {
    await recordDeploymentEvents(deps, { deploymentId: missing, status: statusOf(missing, ['live']) });
    expect(await deps.db.deploymentEvent.count()).toBe(0);
  });

  test('of a rollback is written down for both versions', async () => {
    const [first, second] = [await deploy(), await deploy()];
    const answers: Record<string, object> = {
      POST: statusOf(second.deploymentId, ['live', 'rolled-back']),
      GET: {
        deployments: [statusOf(first.deploymentId, ['live']), statusOf(second.deploymentId, ['live', 'rolled-back'])],
      },
    };
    answer = ({ method }) => answers[method] ?? {};
    await rollbackDeployment(deps, { ownerId: ada, deploymentId: second.deploymentId });
    const rows = await listDeployments(deps, { ownerId: ada });
    expect(Object.fromEntries(rows.map(({ id, state }) => [id, state]))).toEqual({
      [first.deploymentId]: 'live',
      [second.deploymentId]: 'rolled_back',
    });
    expect(asked[0]?.path).toBe(`/control/deployments/${second.deploymentId}/rollback`);
  });
});
