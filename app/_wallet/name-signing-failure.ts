import { nameWalletError } from './send/name-wallet-error.ts';

export type SigningFailure = 'rejected' | 'disconnected' | 'account-switched' | 'failed';

/** Why a wallet did not sign a text; nothing is lost by any of them. */
export function nameSigningFailure(cause: unknown): SigningFailure {
  const named = nameWalletError(cause);
  if (named === 'rejected' || named === 'disconnected' || named === 'account-switched') return named;
  return 'failed';
}
