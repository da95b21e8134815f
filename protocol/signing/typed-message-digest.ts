import { type Hex, hashTypedData, type TypedDataDefinition } from 'viem';
import { offChainDomain, signedTypes, type TypedMessageName, type TypedMessages } from './typed-messages.ts';

/** The EIP-712 digest (32 bytes) that is signed for a message: keccak256(0x1901 ‖ domain separator ‖ struct hash). */
export function typedMessageDigest<Name extends TypedMessageName>(name: Name, message: TypedMessages[Name]): Hex {
  const definition = { domain: offChainDomain, types: signedTypes, primaryType: name, message: { ...message } };
  return hashTypedData(definition as TypedDataDefinition);
}
