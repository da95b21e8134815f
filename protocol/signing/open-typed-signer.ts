import type { Hex } from 'viem';
import { privateKeyToAddress, sign } from 'viem/accounts';
import { chainMessageDigest } from './chain-message-digest.ts';
import { typedMessageDigest } from './typed-message-digest.ts';
import type { TypedSigner } from './typed-messages.ts';

/** A signer over a private key, which stays inside the closure: nothing that is returned shows it. */
export function openTypedSigner(privateKey: Hex): TypedSigner {
  return {
    address: privateKeyToAddress(privateKey),
    signTypedMessage: (name, message) => sign({ hash: typedMessageDigest(name, message), privateKey, to: 'hex' }),
    signChainMessage: (domain, name, message) =>
      sign({ hash: chainMessageDigest(domain, name, message), privateKey, to: 'hex' }),
  };
}
