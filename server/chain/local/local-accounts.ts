import { type HDAccount, mnemonicToAccount } from 'viem/accounts';

/** anvil's own words, known to everybody: good for a chain whose money is worth nothing, and for no other. */
const words = 'test test test test test test test test test test test junk';
const roles = { deployer: 0, faucet: 1, relay: 2, treasury: 3, arbiter: 4 } as const;

/** Making a key from words takes 50 ms in which nothing else goes on. */
const known = new Map<keyof typeof roles, HDAccount>();

/** The account that plays a role on the local chain. */
export function localAccount(role: keyof typeof roles): HDAccount {
  const account = known.get(role) ?? mnemonicToAccount(words, { addressIndex: roles[role] });
  known.set(role, account);
  return account;
}
