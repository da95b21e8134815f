import { encodeAbiParameters, type Hex, keccak256 } from 'viem';

export interface ContentKey {
  contentRoot: Hex;
  /** 32 bytes. */
  key: Hex;
  /** 32 bytes. */
  salt: Hex;
}

/** What a private version commits to on chain, and what a KeyStatement names: keccak256(abi.encode(contentRoot, key, salt)). */
export function keyCommitment({ contentRoot, key, salt }: ContentKey): Hex {
  return keccak256(
    encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'bytes32' }], [contentRoot, key, salt]),
  );
}
