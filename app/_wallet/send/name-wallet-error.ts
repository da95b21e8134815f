import type { SendFailure } from './send-types.ts';

/** EIP-1193 and wallets' own codes whose meaning is certain: nothing was sent. */
const codes: Record<number, SendFailure> = {
  4001: 'rejected',
  4100: 'disconnected',
  4900: 'disconnected',
  4901: 'wrong-chain',
  4902: 'wrong-chain',
  5000: 'rejected',
  [-32003]: 'wallet-failed',
};

/** wagmi's and viem's errors by name. */
const names: Record<string, SendFailure> = {
  UserRejectedRequestError: 'rejected',
  ConnectorNotConnectedError: 'disconnected',
  ConnectorUnavailableReconnectingError: 'disconnected',
  ProviderDisconnectedError: 'disconnected',
  UnauthorizedProviderError: 'disconnected',
  ConnectorAccountNotFoundError: 'account-switched',
  ConnectorChainMismatchError: 'wrong-chain',
  ChainMismatchError: 'wrong-chain',
  ChainDisconnectedError: 'wrong-chain',
  InsufficientFundsError: 'no-gas-money',
};

/** What a wallet's error means when it is certain that nothing was sent; null when it may have been sent all the same. */
export function nameWalletError(error: unknown): SendFailure | null {
  for (const one of causesOf(error)) {
    const known = names[one.name] ?? codes[one.code ?? 0];
    if (known) return known;
    if (/insufficient funds/i.test(one.message)) return 'no-gas-money';
    if (/user (rejected|denied)/i.test(one.message)) return 'rejected';
  }
  return null;
}

function* causesOf(error: unknown): Generator<{ name: string; message: string; code: number | undefined }> {
  let current = error;
  for (let depth = 0; depth < 10 && typeof current === 'object' && current !== null; depth += 1) {
    const { name, message, code, cause } = current as {
      name?: string;
      message?: string;
      code?: unknown;
      cause?: unknown;
    };
    yield { name: name ?? '', message: message ?? '', code: typeof code === 'number' ? code : undefined };
    current = cause;
  }
}
