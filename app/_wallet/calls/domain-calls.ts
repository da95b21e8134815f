import { type Address, encodeFunctionData, type Hex, zeroAddress } from 'viem';
import { domainRegistryAbi } from '#contracts/generated/domain-registry-abi.ts';

const abi = domainRegistryAbi;

/** Modes in the order of the contract. */
const modes = ['allowlist', 'open'] as const;
export type DomainMode = (typeof modes)[number];

/** Opens a domain, whose operator the sender becomes. */
export function createDomainCalldata(name: string, mode: DomainMode): Hex {
  return encodeFunctionData({ abi, functionName: 'createDomain', args: [name, modes.indexOf(mode)] });
}

/** Changes how nodes get in. */
export function setModeCalldata(id: string, mode: DomainMode): Hex {
  return encodeFunctionData({ abi, functionName: 'setMode', args: [BigInt(id), modes.indexOf(mode)] });
}

/** What happens to a node's place without a word of why. */
export function placeCalldata(
  functionName: 'requestAdmission' | 'leaveDomain' | 'unban',
  { id, account }: { id: string; account: Address },
): Hex {
  return encodeFunctionData({ abi, functionName, args: [BigInt(id), account] });
}

/** Lets a node in that this owner has asked for. */
export function admitCalldata({ id, node, owner }: { id: string; node: Address; owner: Address }): Hex {
  return encodeFunctionData({ abi, functionName: 'admit', args: [BigInt(id), node, owner] });
}

/** What an operator does against a node or an owner, and why. */
export function refusalCalldata(
  functionName: 'decline' | 'evict' | 'ban',
  { id, account, reason }: { id: string; account: Address; reason: string },
): Hex {
  return encodeFunctionData({ abi, functionName, args: [BigInt(id), account, reason] });
}

/** Offers a domain to another operator; null takes the offer back. */
export function offerDomainCalldata(id: string, to: Address | null): Hex {
  return encodeFunctionData({ abi, functionName: 'offerDomain', args: [BigInt(id), to ?? zeroAddress] });
}

/** Takes a domain that is offered to the sender. */
export function acceptDomainCalldata(id: string): Hex {
  return encodeFunctionData({ abi, functionName: 'acceptDomain', args: [BigInt(id)] });
}
