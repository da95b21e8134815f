import type { Hex } from 'viem';
import { privateKeyToAddress, sign } from 'viem/accounts';
import { contractMessageDigest } from './contract-message-digest.ts';
import { typedMessageDigest } from './typed-message-digest.ts';
import type { TypedSigner } from './typed-messages.ts';

/** A signer over a private key, which stays inside the closure: nothing that is returned shows it. */
export function openTypedSigner(privateKey: Hex): TypedSigner {
  return {
    address: privateKeyToAddress(privateKey),
    signTypedMessage: (name, message) => sign({ hash: typedMessageDigest(name, message), privateKey, to: 'hex' }),
    signContractMessage: (contract, name, message) =>
      sign({ hash: contractMessageDigest(contract, name, message), privateKey, to: 'hex' }),
  };
}
