import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Deps } from '#server/deps-type.ts';
import { createJoinToken } from '#server/nodes/create-join-token.ts';
import { listNodes, type NodeSummary } from '#server/nodes/list-nodes.ts';
import { readOwnNode } from './read-own-node.ts';
import type { Step } from './steps.ts';
import { writeNodePolicy } from './write-node-policy.ts';

const patienceMs = 60_000;

export interface PairingInput {
  home: string;
  ownerId: string;
  step: Step;
  signal: AbortSignal;
  startNode: (where: { join: string | null; gatewayUrl: string }) => Promise<void>;
}

/** Starts the node, with a join token unless it is paired with this very gateway and account, and waits until its line is up. */
export async function pairNode(deps: Deps, input: PairingInput): Promise<NodeSummary> {
  const { step, startNode } = input;
  writeNodePolicy(path.join(input.home, 'node'));
  const join = (await isPaired(deps, input)) ? null : (await createJoinToken(deps, forThisMachine(input))).token;
  step.progress('starting');
  const startedAt = deps.clock();
  await startNode({ join, gatewayUrl: deps.origins.gateway });
  step.progress('waiting for its line to the gateway');
  const node = await untilLinked(deps, { ...input, startedAt });
  step.note(`${node.address} is paired and online`);
  return node;
}

const forThisMachine = ({ ownerId }: PairingInput) => ({ ownerId, nodeName: 'This machine' });

/** Not so after its gateway's address changed, a port that had to give way among it, nor after it was removed in the studio. */
async function isPaired(deps: Deps, { home, ownerId }: PairingInput): Promise<boolean> {
  const { address, gatewayOrigin } = readOwnNode(home);
  if (gatewayOrigin !== new URL(deps.origins.gateway).origin) return false;
  return (await listNodes(deps, { ownerId })).some((node) => node.address === address);
}

async function untilLinked(deps: Deps, input: PairingInput & { startedAt: Date }): Promise<NodeSummary> {
  const { home, ownerId, signal, startedAt } = input;
  const { address } = readOwnNode(home);
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    signal.throwIfAborted();
    const nodes = await listNodes(deps, { ownerId });
    const here = nodes.find((node) => node.address === address);
    if (here?.isOnline && here.linkedAt && here.linkedAt >= startedAt && here.status) return here;
    await delay(200);
  }
  throw new Error(`The node did not connect to the gateway; ${path.join(home, 'logs', 'node.log')} says why.`);
}
