import { type Address, getAddress } from 'viem';
import type { PaymentAsset } from '#protocol/chain/chain-facts.ts';
import type { Deps } from '#server/deps-type.ts';
import { findAsset } from './find-asset.ts';
import { listOwnAddresses } from './list-own-addresses.ts';
import { nameDeeds } from './name-deeds.ts';

/** What one wallet got and took in one token. Amounts are digits in the token's smallest unit. */
interface EarningBalance {
  wallet: Address;
  asset: PaymentAsset;
  credited: string;
  claimed: string;
  /** Credited and not claimed yet. */
  owed: string;
}

/** What all wallets together got from one component for one reason. */
interface EarningSource {
  deedId: string;
  /** Kind of the component and its name where this studio published it; null for what is not a deed. */
  deed: { kind: string; name: string | null } | null;
  source: string;
  asset: PaymentAsset;
  amount: string;
  count: number;
  lastAt: Date;
}

export interface Earnings {
  balances: EarningBalance[];
  sources: EarningSource[];
}

type Input = { ownerId: string };

/** What the ledger holds for the wallets of an account: for each wallet and token, and for each component and reason. Read from the index. */
export async function getEarnings(deps: Pick<Deps, 'db' | 'chain'>, { ownerId }: Input): Promise<Earnings> {
  const accounts = await listOwnAddresses(deps, { ownerId });
  const where = { account: { in: accounts } };
  const [credits, claims, sources] = await Promise.all([
    deps.db.ledgerCredit.groupBy({ by: ['account', 'asset'], where, _sum: { amount: true } }),
    deps.db.ledgerClaim.groupBy({ by: ['account', 'asset'], where, _sum: { amount: true } }),
    listSources(deps, where),
  ]);
  const claimedOf = new Map(claims.map((row) => [`${row.account} ${row.asset}`, digits(row._sum.amount)]));
  const balances = credits.map(({ account, asset, _sum }) => {
    const [credited, claimed] = [digits(_sum.amount), claimedOf.get(`${account} ${asset}`) ?? '0'];
    const owed = String(BigInt(credited) - BigInt(claimed));
    return { wallet: getAddress(account), asset: findAsset(deps, asset), credited, claimed, owed };
  });
  const order = (wallet: Address) => accounts.indexOf(wallet.toLowerCase());
  const usual = deps.chain?.facts.assets.map(({ address }) => address.toLowerCase()) ?? [];
  const place = ({ address }: PaymentAsset) => {
    const at = usual.indexOf(address.toLowerCase());
    return at === -1 ? usual.length : at;
  };
  balances.sort((a, b) => order(a.wallet) - order(b.wallet) || place(a.asset) - place(b.asset));
  return { balances, sources };
}

async function listSources(
  deps: Pick<Deps, 'db' | 'chain'>,
  where: { account: { in: string[] } },
): Promise<EarningSource[]> {
  const rows = await deps.db.ledgerCredit.groupBy({
    by: ['deedId', 'source', 'asset'],
    where,
    _sum: { amount: true },
    _max: { creditedAt: true },
    _count: true,
    orderBy: [{ _max: { creditedAt: 'desc' } }, { deedId: 'asc' }, { source: 'asc' }, { asset: 'asc' }],
  });
  const names = await nameDeeds(
    deps,
    rows.map(({ deedId }) => digits(deedId)),
  );
  return rows.map(({ deedId, source, asset, _sum, _max, _count }) => ({
    deedId: digits(deedId),
    deed: names.get(digits(deedId)) ?? null,
    source,
    asset: findAsset(deps, asset),
    amount: digits(_sum.amount),
    count: _count,
    lastAt: _max.creditedAt ?? new Date(0),
  }));
}

function digits(amount: { toFixed(places: number): string } | null): string {
  return amount?.toFixed(0) ?? '0';
}
