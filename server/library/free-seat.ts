import { AppError } from '#protocol/errors.ts';
import { licencesOfAgent } from '#protocol/licences/licences-of-agent.ts';
import { agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';
import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import { ownWallets } from '#server/market/own-wallets.ts';
import { seatFreeFrom, seatLockDays } from './seat-free-from.ts';

/** Gives a seat back, so that another node may take it. Throws `conflict` within a week of the release, and while an agent with the content is live on the node; `not_found` for a seat that isn't the account's. */
export async function freeSeat(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; deedId: string; node: string },
): Promise<void> {
  const { ownerId, deedId } = input;
  const node = input.node.toLowerCase();
  const seat = { deedId, node, ground: 'seat', freedAt: null, wallet: { in: await ownWallets(deps, ownerId) } };
  const newest = await deps.db.keyReleaseLog.findFirst({ where: seat, orderBy: { releasedAt: 'desc' } });
  if (!newest) throw new AppError('not_found', 'No node of yours holds a seat of this.');
  const freeAt = seatFreeFrom(newest.releasedAt);
  const now = await chainNow(deps);
  if (freeAt > now) {
    throw new AppError(
      'conflict',
      `The node was given the key within the last ${seatLockDays} days; its seat can be given back from ${freeAt.toISOString()}.`,
    );
  }
  await assertNotLive(deps, { deedId, node });
  await deps.db.keyReleaseLog.updateMany({ where: seat, data: { freedAt: now } });
}

async function assertNotLive(
  deps: Pick<Deps, 'db'>,
  { deedId, node }: { deedId: string; node: string },
): Promise<void> {
  const live = await deps.db.deployment.findMany({
    where: { state: 'live', node: { address: { equals: node, mode: 'insensitive' } } },
    select: { agentVersion: { select: { manifest: true } } },
  });
  const user = live
    .map(({ agentVersion }) => agentManifestSchema.parse(agentVersion.manifest))
    .find((manifest) => licencesOfAgent(manifest).some(({ licence }) => licence.deedId === deedId));
  if (user) throw new AppError('conflict', `"${user.name}" is live on this node and uses it; stop it there first.`);
}
