import { type Address, encodeFunctionData, type Hex, zeroHash } from 'viem';
import { nodeRegistryAbi } from '#contracts/generated/node-registry-abi.ts';

const abi = nodeRegistryAbi;

/** Links a node with its own consent. */
export function linkNodeCalldata(given: { node: Address; payout: Address; deadline: string; nodeSignature: Hex }): Hex {
  const { node, payout, deadline, nodeSignature } = given;
  const args = [node, payout, zeroHash, BigInt(deadline), nodeSignature] as const;
  return encodeFunctionData({ abi, functionName: 'linkNode', args });
}

/** Ends a node's link. */
export function unlinkNodeCalldata(node: Address): Hex {
  return encodeFunctionData({ abi, functionName: 'unlink', args: [node] });
}

/** Asks for another payout, which can be applied a day later. */
export function requestPayoutCalldata(node: Address, payout: Address): Hex {
  return encodeFunctionData({ abi, functionName: 'requestPayout', args: [node, payout] });
}

/** Makes the payout that was asked for a day ago the payout. */
export function applyPayoutCalldata(node: Address): Hex {
  return encodeFunctionData({ abi, functionName: 'applyPayout', args: [node] });
}

/** Withdraws the payout that was asked for. */
export function cancelPayoutCalldata(node: Address): Hex {
  return encodeFunctionData({ abi, functionName: 'cancelPayout', args: [node] });
}
