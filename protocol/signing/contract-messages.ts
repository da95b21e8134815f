import type { Address, Hex } from 'viem';

/** The contract that a signature is for: both are part of its EIP-712 domain, so it is worthless anywhere else. */
export interface SigningContract {
  chainId: number;
  verifyingContract: Address;
}

/** EIP-712 types that contracts verify: `NodeLink` NodeRegistry, `KeyDelivery` and `KeyStatement` ComponentMarket, `KeyRelease` ComponentLicence; names, order and types are those of the contracts. `deadline` is in Unix seconds. */
export const contractTypes = {
  NodeLink: [
    { name: 'node', type: 'address' },
    { name: 'owner', type: 'address' },
    { name: 'payout', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  KeyDelivery: [
    { name: 'purchaseId', type: 'uint256' },
    { name: 'sealedKeyHash', type: 'bytes32' },
  ],
  KeyStatement: [
    { name: 'purchaseId', type: 'uint256' },
    { name: 'keyHash', type: 'bytes32' },
  ],
  KeyRelease: [
    { name: 'account', type: 'address' },
    { name: 'tokenId', type: 'uint256' },
    { name: 'units', type: 'uint64' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const;

/** The content of each message that a contract verifies. */
export interface ContractMessages {
  /** A node agrees to belong to `owner` and to have its income paid to `payout`. */
  NodeLink: { node: Address; owner: Address; payout: Address; nonce: bigint; deadline: bigint };
  KeyDelivery: { purchaseId: bigint; sealedKeyHash: Hex };
  KeyStatement: { purchaseId: bigint; keyHash: Hex };
  KeyRelease: { account: Address; tokenId: bigint; units: bigint; nonce: bigint; deadline: bigint };
}
export type ContractMessageName = keyof ContractMessages;
