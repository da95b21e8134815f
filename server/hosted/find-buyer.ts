import type { Address } from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { readNodeLicences } from '#server/licences/read-node-licences.ts';
import type { OpenTrial } from '#server/trials/find-open-trial.ts';

/** What of a trial decides who may search. */
type SearchTerms = Pick<OpenTrial, 'ownerId' | 'componentId' | 'deedId' | 'name' | 'sellsNoLicence'>;

/** Who a node searches for, and why it may. */
export interface HostedBuyer {
  /** Wallet in lower case; `creator` for the creator's own nodes, whose coverage has no end. */
  buyer: string;
  ground: 'creator' | 'seat' | 'domain' | 'open';
}

/**
 * At a confirmed block: a wallet that NodeRegistry links with the node holds a seat or domain licence that is settled, the operator of a domain that has let it in holds a domain licence, or the terms sell none and every linked wallet may search. A search takes
 * no seat. Throws `forbidden` with what its owner can do, `upstream_failed` when the chain can't be read: whatever can't be found out is a no.
 */
export async function findBuyer(
  deps: Pick<Deps, 'db' | 'chain' | 'origins'>,
  { trial, node }: { trial: SearchTerms; node: Address },
): Promise<HostedBuyer> {
  const own = { ownerId: trial.ownerId, address: { equals: node, mode: 'insensitive' as const } };
  if ((await deps.db.node.count({ where: own })) > 0) return { buyer: 'creator', ground: 'creator' };
  const { chain } = deps;
  if (!chain || trial.deedId === null)
    throw refuse(deps, trial, 'No licence can be checked here, for there is no chain.');
  const { own: licences, domainWallet } = await readNodeLicences(deps, chain, { node, deedId: BigInt(trial.deedId) });
  const [first] = licences;
  if (!first) {
    const how = 'Link it with the wallet that holds the licence, on its page in the studio.';
    throw refuse(deps, trial, `Node ${node} is linked with no wallet on chain. ${how}`);
  }
  if (domainWallet) return { buyer: domainWallet.toLowerCase(), ground: 'domain' };
  const seat = licences.find(({ seats }) => seats > 0n);
  if (seat) return { buyer: seat.wallet.toLowerCase(), ground: 'seat' };
  if (trial.sellsNoLicence) return { buyer: first.wallet.toLowerCase(), ground: 'open' };
  const expired = licences.some(({ hasExpired }) => hasExpired);
  throw refuse(
    deps,
    trial,
    `${licences.map(({ wallet }) => wallet).join(' and ')} ${expired ? 'holds an expired licence' : 'holds no licence'} of it.`,
  );
}

function refuse(deps: Pick<Deps, 'origins'>, { name, deedId, componentId }: SearchTerms, why: string): AppError {
  const where = new URL(`/market/${deedId ?? componentId}`, deps.origins.studio).href;
  return new AppError('forbidden', `“${name}” can't be searched by this node. ${why} Licences are sold at ${where}.`);
}
