import { type Address, getAddress } from 'viem';
import type { PaymentAsset } from '#protocol/chain/chain-facts.ts';
import type { Deps } from '#server/deps-type.ts';
import { findAsset } from './find-asset.ts';
import { listOwnAddresses } from './list-own-addresses.ts';

export interface EarningRow {
  id: string;
  kind: 'credit' | 'claim';
  at: Date;
  wallet: Address;
  asset: PaymentAsset;
  /** Digits in the token's smallest unit. */
  amount: string;
  txHash: string;
  /** Of a credit. */
  deedId: string | null;
  source: string | null;
}

const pageSize = 50;

/** What was put down for and taken by the account's wallets, newest first, 50 at a time; `before` is the `next` of the page before. */
export async function listEarningHistory(
  deps: Pick<Deps, 'db' | 'chain'>,
  input: { ownerId: string; before?: { at: Date; id: string } | undefined },
): Promise<{ rows: EarningRow[]; next: { at: Date; id: string } | null }> {
  const accounts = await listOwnAddresses(deps, { ownerId: input.ownerId });
  const rows = await readRows(deps, { accounts, before: input.before ?? null });
  const page = rows.slice(0, pageSize).map(({ account, asset, deedId, ...row }) => ({
    ...row,
    deedId: deedId?.toFixed(0) ?? null,
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
interface StoredRow extends Omit<EarningRow, 'wallet' | 'asset' | 'amount' | 'deedId'> {
  account: string;
  asset: string;
  amount: Amount;
  deedId: Amount | null;
}

async function readRows(
  { db }: Pick<Deps, 'db'>,
  { accounts, before }: { accounts: string[]; before: { at: Date; id: string } | null },
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
    WHERE ${at}::timestamptz IS NULL OR ("at", "id") < (${at}::timestamptz, ${before?.id ?? ''})
    ORDER BY "at" DESC, "id" DESC LIMIT ${pageSize + 1}`;
}
