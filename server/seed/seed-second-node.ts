import { createHash } from 'node:crypto';
import { getAddress } from 'viem';
import type { NodeStatus } from '#protocol/control/control-api.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { fixedId } from './fixed-id.ts';
import { seedTime } from './seed-time.ts';

/** Fixed id of the second node. */
export const secondNodeId = fixedId('second node');

/** A second node of the owner: it is switched off, so that screens show both states. Nobody has the key to its address.. */
export async function seedSecondNode(deps: Pick<Deps, 'db'>, { ownerId }: { ownerId: string }): Promise<void> {
  const hash = createHash('sha256').update('second node of a seeded GaiaNet').digest('hex');
  const address = getAddress(`0x${hash.slice(0, 40)}`);
  const status = lastStatus(address);
  const facts = {
    ownerId,
    address,
    name: 'Workshop',
    gatewayId: null,
    offlineReason: 'The node has been switched off.',
    localUrl: status.localUrl,
    linkedAt: seedTime(-60),
    heartbeatAt: seedTime(0),
    createdAt: seedTime(-24 * 60),
    hardware: status.hardware,
    status: status as Prisma.InputJsonObject,
  };
  await deps.db.node.upsert({ where: { id: secondNodeId }, update: {}, create: { id: secondNodeId, ...facts } });
}

function lastStatus(address: string): NodeStatus {
  return {
    address,
    productVersion: '0.1.0',
    protocol: 1,
    startedAt: seedTime(-60).toISOString(),
    now: seedTime(0).toISOString(),
    localUrl: 'http://127.0.0.1:8090',
    hardware: {
      platform: 'linux-x64',
      cpu: 'AMD Ryzen 9 7950X 16-Core Processor',
      cores: 32,
      memoryBytes: 68_719_476_736,
      freeMemoryBytes: 51_539_607_552,
      diskFreeBytes: 812_000_000_000,
      device: 'cpu',
      gpusSeen: [],
      gpuWarning: null,
    },
    engine: { state: 'ready', running: 0, queued: 0, queueLimit: 32, tokensPerSecond: 0, crashes: 0, models: [] },
    deployments: [],
    policy: {},
  };
}
