import type { GatewayContext } from './gateway-type.ts';

/** How often an instance says that it lives, and after how long the others take it for dead. */
export const instanceBeatMs = 10_000;
const deadAfterMs = 35_000;

/** Notes that this instance lives, and clears away instances that died without goodbye, with the links they held. */
export async function registerInstance(context: GatewayContext, input: { url: string }): Promise<void> {
  const { db, clock } = context.deps;
  const seenAt = clock();
  const id = context.instanceId;
  await db.gatewayInstance.upsert({
    where: { id },
    create: { id, url: input.url, seenAt },
    update: { url: input.url, seenAt },
  });

  const dead = { seenAt: { lt: new Date(seenAt.getTime() - deadAfterMs) } };
  await db.gatewayInstance.deleteMany({ where: dead });
  // A fresh instance on an old instance's address is that one's successor, however recently it was seen.
  await db.gatewayInstance.deleteMany({ where: { url: input.url, id: { not: id } } });
  const alive = await db.gatewayInstance.findMany({ select: { id: true } });
  await db.node.updateMany({
    where: { gatewayId: { not: null, notIn: alive.map((instance) => instance.id) } },
    data: {
      gatewayId: null,
      offlineReason: 'The gateway that held its link stopped without goodbye; the node will connect again.',
    },
  });
}
