import { encodeAbiParameters, type Hex, keccak256, toHex } from 'viem';

/** Key and salt of all private content of the model's world. */
export const rightKey = keccak256(toHex('key'));
export const salt = keccak256(toHex('salt'));
export const licenceHash = keccak256(toHex('MIT'));

/** Hash of a key for a content, as contracts commit to it. */
export function keyHash(root: Hex, key: Hex): Hex {
  return keccak256(
    encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'bytes32' }], [root, key, salt]),
  );
}

/** Commitment to the right key. */
export function contentCommitment(root: Hex): Hex {
  return keyHash(root, rightKey);
}
