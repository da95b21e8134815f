import { type Address, getAddress } from 'viem';
import type { Deps } from '#server/deps-type.ts';
import { hasOnlyWallets } from './has-only-wallets.ts';

export interface WalletRow {
  id: string;
  /** Checksummed. */
  address: Address;
  createdAt: Date;
  /** When it signed the delegation to the account's key; null while it has not. */
  delegatedAt: Date | null;
  /** True when nobody could sign in to this account any more without it. */
  isLastWayIn: boolean;
}

/** The wallets that are linked to an account, oldest first. */
export async function listWallets(deps: Pick<Deps, 'db'>, input: { ownerId: string }): Promise<WalletRow[]> {
  const { ownerId } = input;
  const rows = await deps.db.wallet.findMany({
    where: { ownerId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, address: true, createdAt: true, delegatedAt: true },
  });
  const isLastWayIn = rows.length === 1 && hasOnlyWallets(ownerId);
  return rows.map((row) => ({ ...row, address: getAddress(row.address), isLastWayIn }));
}
