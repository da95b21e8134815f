import type { Address } from 'viem';
import { addAmount, amountOf, deedOf, type Model, move, refuseIf } from './model.ts';

const allBps = 10_000n;

export interface Credit {
  account: Address;
  amount: bigint;
}

/** The payer's tokens go to the ledger, which owes them to the accounts. */
export function credit(model: Model, { payer, asset, rows }: { payer: Address; asset: Address; rows: Credit[] }): void {
  for (const { account, amount } of rows) {
    addAmount(model.owed, { asset, account }, amount);
    move(model, asset, { from: payer, to: model.facts.ledger, amount });
  }
}

/** Pays an account what it is owed. */
export function claim(model: Model, account: Address, asset: Address): void {
  const amount = amountOf(model.owed, asset, account);
  refuseIf(amount === 0n, 'RevenueLedger_NothingOwed');
  addAmount(model.owed, { asset, account }, -amount);
  move(model, asset, { from: model.facts.ledger, to: account, amount });
}

/** The protocol's fee, rounded down. */
export function feeOf(model: Model, price: bigint): bigint {
  return (price * model.facts.feeBps) / allBps;
}

/** Protocol, then ancestors, then the seller; what rounding leaves is the seller's. */
export function creditSale(model: Model, sale: { deed: bigint; asset: Address; price: bigint; seller: Address }): void {
  const fee = feeOf(model, sale.price);
  const side = sale.price - fee;
  const ancestors = deedOf(model, sale.deed).ancestors.map(({ id, bps }) => ({
    account: deedOf(model, id).owner,
    amount: (side * bps) / allBps,
  }));
  const rest = side - ancestors.reduce((sum, { amount }) => sum + amount, 0n);
  const rows = [...ancestors, { account: sale.seller, amount: rest }, { account: model.facts.treasury, amount: fee }];
  credit(model, { payer: model.facts.market, asset: sale.asset, rows });
}
