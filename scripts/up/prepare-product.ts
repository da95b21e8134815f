import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createSignInLink } from '#server/accounts/create-sign-in-link.ts';
import { ensureLocalOwner } from '#server/accounts/ensure-local-owner.ts';
import { type OpenDeps, openDeps } from '#server/deps.ts';
import { readServerConfig } from '#server/env.ts';
import { createJoinToken } from '#server/nodes/create-join-token.ts';
import { listNodes, type NodeSummary } from '#server/nodes/list-nodes.ts';
import { seedSample } from '#server/seed/seed-sample.ts';
import { askAgent } from './ask-agent.ts';
import type { RunFile } from './run-file.ts';
import type { Step, Steps } from './steps.ts';
import { writeNodePolicy } from './write-node-policy.ts';

const patienceMs = 60_000;

export interface ProductInput {
  home: string;
  ports: { studio: number; gateway: number; node: number };
  steps: Steps;
  chatModelId: string;
  startNode: (joinToken: string | null) => Promise<void>;
}

/** With everything running: the local owner, a paired node, and the sample agent that answers from the handbook. */
export async function prepareProduct(input: ProductInput): Promise<Omit<RunFile, 'ready' | 'pid' | 'chain'>> {
  const { steps, ports, home } = input;
  const environment = {
    ...process.env,
    GAIA_HOME: home,
    GAIA_STUDIO_PORT: String(ports.studio),
    GAIA_GATEWAY_PORT: String(ports.gateway),
    GAIA_LOG_LEVEL: 'error',
  };
  const deps = openDeps('up', readServerConfig(environment));
  try {
    const owner = await ensureLocalOwner(deps);
    const node = await steps.run('Node', (step) => pairNode(deps, { ...input, ownerId: owner.id, step }));
    const agent = await steps.run('Sample agent on the handbook', (step) =>
      seedSample(deps, {
        ownerId: owner.id,
        nodeId: node.id,
        chatModelId: input.chatModelId,
        folder: path.resolve('docs/handbook'),
        say: (line) => step.progress(line),
        note: (line) => step.note(line),
      }),
    );
    const url = `http://127.0.0.1:${ports.node}`;
    await steps.run('Question to the sample agent', async (step) => step.note(await askAgent({ url, ...agent })));
    const { url: signIn } = await createSignInLink(deps, { accountId: owner.id });
    return {
      studio: deps.origins.studio,
      signIn,
      gateway: deps.origins.gateway,
      node: url,
      nodeAddress: node.address,
      agent: agent.slug,
    };
  } finally {
    await deps.close();
  }
}

/** Starts the node, with a join token when it was never paired here, and waits until its line is up. */
async function pairNode(deps: OpenDeps, input: ProductInput & { ownerId: string; step: Step }): Promise<NodeSummary> {
  const isPaired = fs.existsSync(path.join(input.home, 'node', 'link.json'));
  const join = isPaired
    ? null
    : (await createJoinToken(deps, { ownerId: input.ownerId, nodeName: 'This machine' })).token;
  input.step.progress('starting');
  writeNodePolicy(path.join(input.home, 'node'));
  const startedAt = deps.clock();
  await input.startNode(join);
  input.step.progress('waiting for its line to the gateway');
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const nodes = await listNodes(deps, { ownerId: input.ownerId });
    const here = nodes.find(
      (node) => node.isOnline && node.linkedAt !== null && node.linkedAt >= startedAt && node.status !== null,
    );
    if (here) {
      input.step.note(`${here.address} is paired and online`);
      return here;
    }
    await delay(200);
  }
  throw new Error(`The node did not connect to the gateway; ${path.join(input.home, 'logs', 'node.log')} says why.`);
}
