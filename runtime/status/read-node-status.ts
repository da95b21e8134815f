import type { NodeStatus } from '#protocol/control/control-api.ts';
import type { Deployments } from '#runtime/deployments/open-deployments.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { Policy } from '#runtime/identity/read-policy.ts';
import { readHardware } from './read-hardware.ts';

export interface StatusParts {
  home: string;
  address: string;
  localUrl: string;
  productVersion: string;
  startedAt: Date;
  clock: () => Date;
  engine: Engine;
  deployments: Deployments;
  policy: Policy;
  sealingKey: string;
}

/** What the node tells its controller of itself, also in each heartbeat. */
export async function readNodeStatus(parts: StatusParts): Promise<NodeStatus> {
  const { state, running, queued, queueLimit, tokensPerSecond, crashes, models } = parts.engine.status();
  return {
    address: parts.address,
    productVersion: parts.productVersion,
    protocol: 1,
    startedAt: parts.startedAt.toISOString(),
    now: parts.clock().toISOString(),
    localUrl: parts.localUrl,
    hardware: await readHardware(parts),
    engine: {
      state,
      running,
      queued,
      queueLimit,
      tokensPerSecond,
      crashes,
      models: models.map(({ modelId, kind, sizeBytes, contextTokens, parallelSequences }) => ({
        modelId,
        kind,
        sizeBytes,
        contextTokens,
        parallelSequences,
      })),
    },
    deployments: parts.deployments.statuses().map(({ events: _events, ...status }) => status),
    policy: toldPolicy(parts.policy),
    sealingKey: parts.sealingKey,
  };
}

/** Where the owner's files lie is nobody else's business. */
function toldPolicy({ certificateFiles: _files, ...told }: Policy): NodeStatus['policy'] {
  return told;
}
