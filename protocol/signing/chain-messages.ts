import type { Address, Hex } from 'viem';

/** A contract on a chain: with these, an EIP-712 signature counts there and nowhere else. */
export interface ChainDomain {
  chainId: number;
  verifyingContract: Address;
}

/**
 * EIP-712 types that our contracts check, of an account's key: `KeyDelivery` and `KeyStatement` for ComponentMarket,
 * `KeyRelease` for ComponentLicence. A digest test pins each against the contract.
 */
export const chainTypes = {
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

/** The content of each, as TypeScript sees it. Times in Unix seconds. */
export interface ChainMessages {
  KeyDelivery: { purchaseId: bigint; sealedKeyHash: Hex };
  KeyStatement: { purchaseId: bigint; keyHash: Hex };
  KeyRelease: { account: Address; tokenId: bigint; units: bigint; nonce: bigint; deadline: bigint };
}
export type ChainMessageName = keyof ChainMessages;
