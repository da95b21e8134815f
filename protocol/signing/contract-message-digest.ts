import { type Hex, hashTypedData, type TypedDataDefinition } from 'viem';
import {
  type ContractMessageName,
  type ContractMessages,
  contractTypes,
  type SigningContract,
} from './contract-messages.ts';
import { offChainDomain } from './typed-messages.ts';

/** The EIP-712 digest (32 bytes) of a message for a contract, over the full domain: name, version, chain id, contract. */
export function contractMessageDigest<Name extends ContractMessageName>(
  contract: SigningContract,
  name: Name,
  message: ContractMessages[Name],
): Hex {
  const domain = { ...offChainDomain, chainId: contract.chainId, verifyingContract: contract.verifyingContract };
  const definition = { domain, types: contractTypes, primaryType: name, message: { ...message } };
  return hashTypedData(definition as TypedDataDefinition);
}
