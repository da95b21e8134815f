import { deedKinds, type MintTerms, noCommitment } from '#protocol/market/mint-terms.ts';
import type { Deps } from '#server/deps-type.ts';
import type { FoundListing } from './find-listing.ts';
import type { ComponentPage, DeedRef } from './market-types.ts';
import { ownWallets } from './own-wallets.ts';
import { readHolders } from './read-holders.ts';
import { readResales } from './read-resales.ts';
import { readRevenue } from './read-revenue.ts';

type DeedFacts = Pick<ComponentPage, 'parents' | 'usedBy' | 'holders' | 'revenue' | 'askBps' | 'owner' | 'resales'> & {
  versions: Omit<ComponentPage['versions'][number], 'evaluation'>[];
  mine: Omit<ComponentPage['mine'], 'isCreator' | 'versionId'>;
};
type ReadDeps = Pick<Deps, 'db' | 'chain' | 'clock'>;

/** What the chain says of a deed, by its index; for one that nobody has minted yet, what its voucher promises. */
export async function readDeed(
  deps: ReadDeps,
  input: { sale: FoundListing; terms: MintTerms; ownerId: string },
): Promise<DeedFacts> {
  const { sale, terms, ownerId } = input;
  const deed = sale.deedId ? await deps.db.deed.findUnique({ where: { id: sale.deedId } }) : null;
  if (!deed) return promised(deps, { sale, terms });
  const wallets = await ownWallets(deps, ownerId);
  const holders = await readHolders(deps, deed.id.toFixed());
  const holdings = holders.filter(({ account }) => wallets.includes(account));
  const entry = await deps.db.libraryEntry.findUnique({
    where: { ownerId_deedId: { ownerId, deedId: deed.id } },
    select: { componentId: true },
  });
  return {
    versions: await readVersions(deps, deed.id.toFixed()),
    parents: await namedParents(deps, deed.parents as { id: string; bps: number }[]),
    usedBy: await readUsers(deps, deed.id.toFixed()),
    holders,
    revenue: await readRevenue(deps, deed.id.toFixed()),
    askBps: deed.askBps,
    owner: deed.owner,
    resales: await readResales(deps, { deedId: deed.id.toFixed(), wallets }),
    mine: {
      isOwner: wallets.includes(deed.owner),
      holdings,
      canRate: holdings.length > 0 && sale.ownerId !== ownerId,
      isInLibrary: Boolean(entry?.componentId),
    },
  };
}

async function promised(deps: ReadDeps, { sale, terms }: { sale: FoundListing; terms: MintTerms }): Promise<DeedFacts> {
  const { contentRoot, manifestHash, cid, keyCommitment } = terms.version;
  const isPrivate = keyCommitment !== noCommitment;
  return {
    versions: [{ number: 1, contentRoot, manifestHash, cid, isPrivate, createdAt: sale.listedAt ?? sale.createdAt }],
    parents: await namedParents(deps, terms.parents),
    usedBy: [],
    holders: [],
    revenue: [],
    askBps: terms.askBps,
    owner: terms.creator.toLowerCase(),
    resales: [],
    mine: { isOwner: false, holdings: [], canRate: false, isInLibrary: false },
  };
}

async function readVersions(deps: ReadDeps, deedId: string): Promise<DeedFacts['versions']> {
  const rows = await deps.db.deedVersion.findMany({ where: { deedId }, orderBy: { number: 'desc' } });
  return rows.map(({ number, contentRoot, manifestHash, cid, keyCommitment, createdAt }) => ({
    ...{ number, contentRoot, manifestHash, cid, createdAt },
    isPrivate: keyCommitment !== null,
  }));
}

async function namedParents(deps: ReadDeps, parents: readonly { id: string; bps: number }[]): Promise<DeedRef[]> {
  const names = await namesOf(
    deps,
    parents.map(({ id }) => id),
  );
  return parents.map(({ id, bps }) => ({ deedId: id, bps, ...(names.get(id) ?? { name: `#${id}`, kind: null }) }));
}

/** Deeds that name this one as a parent. */
async function readUsers(deps: ReadDeps, deedId: string): Promise<DeedRef[]> {
  const rows = await deps.db.$queryRaw<{ id: string; kind: string; bps: number }[]>`
    SELECT d."id"::text AS id, d."kind"::text AS kind, (p->>'bps')::int AS bps
    FROM "Deed" d, jsonb_array_elements(d."parents") p WHERE p->>'id' = ${deedId} ORDER BY d."id" DESC LIMIT 100`;
  const names = await namesOf(
    deps,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, bps, kind }) => ({
    deedId: id,
    bps,
    name: names.get(id)?.name ?? `#${id}`,
    kind: deedKinds.find((one) => one === kind) ?? null,
  }));
}

async function namesOf(deps: ReadDeps, deedIds: string[]): Promise<Map<string, Pick<DeedRef, 'name' | 'kind'>>> {
  const rows = await deps.db.saleTerms.findMany({
    where: { deedId: { in: deedIds } },
    select: { deedId: true, component: { select: { name: true, kind: true } } },
  });
  return new Map(rows.map(({ deedId, component }) => [deedId?.toFixed() ?? '', component]));
}
