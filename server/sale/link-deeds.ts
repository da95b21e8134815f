import type { Deps } from '#server/deps-type.ts';

/**
 * Finds the deeds of sales that were minted since, by whomever and by whatever way, and lets go of deeds that the chain took back. Reads nothing but the index; safe to repeat,
 * also after a worker that was killed in between.
 */
export async function linkDeeds(deps: Pick<Deps, 'db' | 'clock'>, input: { componentId?: string } = {}): Promise<void> {
  await forgetLostDeeds(deps, input);
  const sales = await deps.db.saleTerms.findMany({
    where: { ...input, deedId: null, digest: { not: null } },
    select: { componentId: true, digest: true, voucher: true },
  });
  for (const sale of sales) await linkDeed(deps, sale);
}

async function linkDeed(
  deps: Pick<Deps, 'db' | 'clock'>,
  sale: { componentId: string; digest: string | null; voucher: unknown },
): Promise<void> {
  const deed = await findDeed(deps, sale);
  if (!deed) return;
  const version = await deps.db.version.findFirst({
    where: { componentId: sale.componentId, contentRoot: deed.contentRoot },
    select: { id: true },
  });
  await deps.db.saleTerms.updateMany({
    where: { componentId: sale.componentId, deedId: null },
    data: {
      deedId: deed.id,
      state: 'minted',
      listedAt: deed.mintedAt,
      ...(version ? { versionId: version.id } : {}),
    },
  });
}

/** By its voucher, else as a deed with the component's creator, key issuer and one of its contents: an earlier form of the voucher, or a direct mint. */
async function findDeed(deps: Pick<Deps, 'db'>, sale: { componentId: string; digest: string | null }) {
  const rows = await deps.db.$queryRaw<{ id: string; mintedAt: Date; contentRoot: string }[]>`
    SELECT d."id"::text AS id, d."mintedAt", v."contentRoot"
    FROM "SaleTerms" s
    JOIN "Account" a ON a."id" = s."ownerId"
    JOIN "Deed" d ON d."keyIssuer" = lower(a."keyAddress")
      AND d."creator" = lower(s."voucher"->'terms'->>'creator')
    JOIN "DeedVersion" v ON v."deedId" = d."id" AND v."number" = 1
    JOIN "Version" own ON own."componentId" = s."componentId" AND own."contentRoot" = v."contentRoot"
    WHERE s."componentId" = ${sale.componentId}::uuid
      AND NOT EXISTS (SELECT 1 FROM "SaleTerms" other WHERE other."deedId" = d."id")
    ORDER BY (d."voucher" = ${sale.digest}) DESC NULLS LAST, d."id" LIMIT 1`;
  return rows[0] ?? null;
}

/** A reorganisation may take a mint back; the voucher then counts again. */
async function forgetLostDeeds(deps: Pick<Deps, 'db'>, input: { componentId?: string }): Promise<void> {
  const minted = await deps.db.saleTerms.findMany({
    where: { ...input, deedId: { not: null } },
    select: { componentId: true, deedId: true, signature: true },
  });
  const ids = minted.flatMap(({ deedId }) => deedId ?? []);
  const there = await deps.db.deed.findMany({ where: { id: { in: ids } }, select: { id: true } });
  const known = new Set(there.map(({ id }) => id.toFixed()));
  for (const { componentId, deedId, signature } of minted) {
    if (deedId && known.has(deedId.toFixed())) continue;
    const state = signature ? 'offered' : 'draft';
    await deps.db.saleTerms.updateMany({ where: { componentId, deedId }, data: { deedId: null, state } });
  }
}
