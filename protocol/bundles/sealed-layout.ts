/** Plain bytes in one block of a sealed bundle; the last block may be shorter. */
export const sealedBlockBytes = 65_536;
/** Poly1305 tag behind each block. */
const tagBytes = 16;
/** A full block as it is stored. */
export const storedBlockBytes = sealedBlockBytes + tagBytes;

/** How many bytes a bundle of `plainBytes` has when it is sealed. Nothing is one empty block. */
export function sealedSize(plainBytes: number): number {
  return plainBytes + tagBytes * Math.max(1, Math.ceil(plainBytes / sealedBlockBytes));
}

/**
 * The nonce of a block: 15 zero bytes, 1 for the last block and 0 for others (a cut bundle never opens), the block's
 * index as 8 bytes big-endian. A key seals one content only, so no nonce is used twice (STREAM, Hoang et al. 2015).
 */
export function blockNonce(index: number, place: 'last' | 'inner'): Uint8Array {
  const nonce = new Uint8Array(24);
  nonce[15] = place === 'last' ? 1 : 0;
  new DataView(nonce.buffer).setBigUint64(16, BigInt(index));
  return nonce;
}
