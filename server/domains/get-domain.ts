import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { isShownCollection } from '#server/market/collections/shown-collections.ts';
import { ownWallets } from '#server/market/own-wallets.ts';
import { listOwnPlaces, type OwnPlace } from './list-own-places.ts';
import { type DomainComponent, readDomainComponents } from './read-domain-components.ts';
import { type Place, readPlaces } from './read-places.ts';

export interface DomainPage {
  id: string;
  name: string;
  operator: string;
  mode: 'allowlist' | 'open';
  createdAt: Date;
  createdTx: string;
  /** Whom the operator offers it to, or null. */
  offeredTo: string | null;
  /** A wallet of the account operates it. */
  isOperated: boolean;
  /** It is offered to a wallet of the account. */
  isOffered: boolean;
  /** Nodes that are in; for the operator also those that wait, and those that were refused or told to leave. */
  places: Place[];
  /** For the operator only. */
  bans: { account: string; reason: string; bannedAt: Date }[];
  components: DomainComponent[];
  /** Collections of the market that stand under its name. */
  collectionCount: number;
  /** The account's nodes, and how each stands with the domain. */
  ownNodes: OwnPlace[];
}

/** A domain as somebody sees it. Throws `not_found` for a name that nobody has. */
export async function getDomain(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; name: string },
): Promise<DomainPage> {
  const row = await deps.db.domain.findUnique({ where: { name: input.name } });
  if (!row) throw new AppError('not_found', `No domain is called “${input.name}”.`);
  const wallets = await ownWallets(deps, input.ownerId);
  const { name, operator, mode, createdAt, createdTx, offeredTo } = row;
  const id = row.id.toFixed();
  const isOperated = wallets.includes(operator);
  const places = await readPlaces(deps, { domainId: id });
  const bans = await deps.db.domainBan.findMany({
    where: { domainId: id },
    orderBy: { bannedAt: 'desc' },
    select: { account: true, reason: true, bannedAt: true },
  });
  return {
    ...{ id, name, operator, mode, createdAt, createdTx, offeredTo, isOperated },
    isOffered: offeredTo !== null && wallets.includes(offeredTo),
    places: isOperated ? places : places.filter(({ state }) => state === 'in' || state === 'leaving'),
    bans: isOperated ? bans : [],
    components: await readDomainComponents(deps, { operator }),
    collectionCount: await countCollections(deps, name),
    ownNodes: await listOwnPlaces(deps, { ownerId: input.ownerId, domainId: id }),
  };
}

async function countCollections({ db }: Pick<Deps, 'db'>, name: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM "Collection" k WHERE k."domainName" = ${name} AND ${isShownCollection}`;
  return row?.count ?? 0;
}
