import type { Address } from 'viem';

/** The contract that a signature is for: both are part of its EIP-712 domain, so it is worthless anywhere else. */
export interface SigningContract {
  chainId: number;
  verifyingContract: Address;
}

/** EIP-712 types that contracts verify; names, order and types are those of the contracts. `deadline` is in Unix seconds. */
export const contractTypes = {
  NodeLink: [
    { name: 'node', type: 'address' },
    { name: 'owner', type: 'address' },
    { name: 'payout', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const;

/** The content of each message that a contract verifies. */
export interface ContractMessages {
  /** A node agrees to belong to `owner` and to have its income paid to `payout`. */
  NodeLink: { node: Address; owner: Address; payout: Address; nonce: bigint; deadline: bigint };
}
export type ContractMessageName = keyof ContractMessages;
