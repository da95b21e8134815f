import { type Address, type Hex, isAddressEqual, recoverAddress } from 'viem';
import { typedMessageDigest } from './typed-message-digest.ts';
import type { TypedMessageName, TypedMessages } from './typed-messages.ts';

export interface SignedMessage<Name extends TypedMessageName> {
  name: Name;
  message: TypedMessages[Name];
  signature: Hex;
}

/** True when `address` signed exactly this message. Fails closed: a malformed signature is `false`, never an error. */
export async function isSignedBy<Name extends TypedMessageName>(
  address: Address,
  signed: SignedMessage<Name>,
): Promise<boolean> {
  try {
    const hash = typedMessageDigest(signed.name, signed.message);
    return isAddressEqual(await recoverAddress({ hash, signature: signed.signature }), address);
  } catch {
    return false;
  }
}
