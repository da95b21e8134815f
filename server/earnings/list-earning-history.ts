import { type Address, getAddress } from 'viem';
import type { PaymentAsset } from '#protocol/chain/chain-facts.ts';
import type { Deps } from '#server/deps-type.ts';
import { findAsset } from './find-asset.ts';
import { listOwnAddresses } from './list-own-addresses.ts';
import { nameDeeds } from './name-deeds.ts';

export interface EarningRow {
  id: string;
  kind: 'credit' | 'claim';
  at: Date;
  wallet: Address;
  asset: PaymentAsset;
  /** Digits in the token's smallest unit. */
  amount: string;
  txHash: string;
  /** Of a credit: where it came from, and why; the deed's kind and name where it is known. */
  deedId: string | null;
  deed: { kind: string; name: string | null } | null;
  source: string | null;
}

/** Only credits of one component, for one reason, in one asset: the rows that a sum is made of. */
interface EarningFilter {
  deedId: string;
  source: string;
  asset: string;
}

interface HistoryInput {
  ownerId: string;
  before?: { at: Date; id: string } | undefined;
  of?: EarningFilter | undefined;
}

const pageSize = 50;

/** What was put down for and taken by the account's wallets, newest first, 50 at a time; `before` is the `next` of the page before. */
export async function listEarningHistory(
  deps: Pick<Deps, 'db' | 'chain'>,
  input: HistoryInput,
): Promise<{ rows: EarningRow[]; next: { at: Date; id: string } | null }> {
  const accounts = await listOwnAddresses(deps, { ownerId: input.ownerId });
  const rows = await readRows(deps, { accounts, before: input.before ?? null, of: input.of ?? null });
  const names = await nameDeeds(
    deps,
    rows.flatMap(({ deedId }) => deedId?.toFixed(0) ?? []),
  );
  const page = rows.slice(0, pageSize).map(({ account, asset, deedId, ...row }) => ({
    ...row,
    deedId: deedId?.toFixed(0) ?? null,
    deed: names.get(deedId?.toFixed(0) ?? '') ?? null,
    amount: row.amount.toFixed(0),
    wallet: getAddress(account),
    asset: findAsset(deps, asset),
  }));
  const last = page.at(-1);
  return { rows: page, next: rows.length > pageSize && last ? { at: last.at, id: last.id } : null };
}

interface Amount {
  toFixed(places: number): string;
}
interface StoredRow extends Omit<EarningRow, 'wallet' | 'asset' | 'amount' | 'deedId' | 'deed'> {
  account: string;
  asset: string;
  amount: Amount;
  deedId: Amount | null;
}

async function readRows(
  { db }: Pick<Deps, 'db'>,
  { accounts, before, of }: { accounts: string[]; before: { at: Date; id: string } | null; of: EarningFilter | null },
): Promise<StoredRow[]> {
  const at = before?.at ?? null;
  return await db.$queryRaw<StoredRow[]>`
    SELECT * FROM (
      SELECT "id", 'credit' AS "kind", "creditedAt" AS "at", "account", "asset", "amount", "txHash", "deedId",
        "source"::text AS "source"
      FROM "LedgerCredit" WHERE "account" = ANY(${accounts})
      UNION ALL
      SELECT "id", 'claim', "claimedAt", "account", "asset", "amount", "txHash", NULL, NULL
      FROM "LedgerClaim" WHERE "account" = ANY(${accounts})
    ) AS "row"
    WHERE (${at}::timestamptz IS NULL OR ("at", "id") < (${at}::timestamptz, ${before?.id ?? ''}))
      AND (${of === null} OR ("deedId" = ${of?.deedId ?? '0'}::numeric AND "source" = ${of?.source ?? ''}
        AND "asset" = ${of?.asset.toLowerCase() ?? ''}))
    ORDER BY "at" DESC, "id" DESC LIMIT ${pageSize + 1}`;
}
