import type { Address } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { licencesOfAgent } from '#protocol/licences/licences-of-agent.ts';
import { agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';
import type { Deps } from '#server/deps-type.ts';
import { readNodeLicences } from '#server/licences/read-node-licences.ts';

export interface LicencePlan {
  deedId: string;
  name: string;
  /** `waiting`: bought, its key is on the way. */
  state: 'ok' | 'missing' | 'expired' | 'waiting' | 'not-linked' | 'no-seat';
  /** What it means and what to do, for a person. */
  message: string;
  /** Where it can be bought. */
  marketPath: string;
}

/** Which licences an agent needs on a node, and whether they are there: what the node would be told. Nothing licensed gives an empty list. Throws `not_found` for a version or node of somebody else's. */
export async function planLicences(
  deps: Pick<Deps, 'db' | 'chain'>,
  input: { ownerId: string; agentVersionId: string; nodeId: string },
): Promise<LicencePlan[]> {
  const { ownerId } = input;
  const version = await deps.db.agentVersion.findFirst({
    where: { id: input.agentVersionId, ownerId },
    select: { manifest: true },
  });
  const node = await deps.db.node.findFirst({ where: { id: input.nodeId, ownerId }, select: { address: true } });
  if (!version) throw new AppError('not_found', 'No version of yours has this id; publish the agent first.');
  if (!node) throw new AppError('not_found', 'No node of yours has this id.');
  const parts = licencesOfAgent(agentManifestSchema.parse(version.manifest));
  const plans: LicencePlan[] = [];
  for (const { name, licence } of parts) {
    const { deedId } = licence;
    const state = await stateOf(deps, { ownerId, deedId, node: node.address as Address });
    plans.push({ deedId, name, state, message: messages[state](name), marketPath: `/market/${deedId}` });
  }
  return plans;
}

const messages = {
  ok: (name: string) => `The licence of “${name}” covers this node.`,
  missing: (name: string) =>
    `No wallet of this node holds a licence of “${name}”, nor a domain that has let it in; buy one in the market.`,
  expired: (name: string) =>
    `The licence of “${name}” has expired: what runs keeps running, new deployments need it renewed.`,
  waiting: (name: string) => `“${name}” is bought and its key is on the way; deploy again in a few minutes.`,
  'not-linked': (name: string) => `“${name}” is licensed, and this node is linked with no wallet; link it on its page.`,
  'no-seat': (name: string) =>
    `All your seats of “${name}” are taken by other nodes; buy another, or give one back in your library.`,
} as const;

async function stateOf(
  deps: Pick<Deps, 'db' | 'chain'>,
  { ownerId, deedId, node }: { ownerId: string; deedId: string; node: Address },
): Promise<LicencePlan['state']> {
  const created = await deps.db.saleTerms.count({ where: { deedId, ownerId } });
  if (created > 0) return 'ok';
  const { chain } = deps;
  if (!chain) return 'not-linked';
  const { own: licences, domainWallet } = await readNodeLicences(deps, chain, { node, deedId: BigInt(deedId) });
  if (licences.length === 0) return 'not-linked';
  if (domainWallet) return 'ok';
  for (const { wallet, seats } of licences) {
    const taken = await deps.db.keyReleaseLog.findMany({
      where: { deedId, wallet: wallet.toLowerCase(), ground: 'seat', freedAt: null, node: { not: node.toLowerCase() } },
      distinct: ['node'],
      select: { node: true },
    });
    if (BigInt(taken.length) < seats) return 'ok';
  }
  if (licences.some(({ seats }) => seats > 0n)) return 'no-seat';
  if (licences.some(({ isWaiting }) => isWaiting)) return 'waiting';
  return licences.some(({ hasExpired }) => hasExpired) ? 'expired' : 'missing';
}
