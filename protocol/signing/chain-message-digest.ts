import { type Hex, hashTypedData, type TypedDataDefinition } from 'viem';
import { type ChainDomain, type ChainMessageName, type ChainMessages, chainTypes } from './chain-messages.ts';
import { offChainDomain } from './typed-messages.ts';

/** The EIP-712 digest that is signed for a message to one of our contracts. */
export function chainMessageDigest<Name extends ChainMessageName>(
  domain: ChainDomain,
  name: Name,
  message: ChainMessages[Name],
): Hex {
  const full = { ...offChainDomain, ...domain };
  return hashTypedData({
    domain: full,
    types: chainTypes,
    primaryType: name,
    message,
  } as unknown as TypedDataDefinition);
}
