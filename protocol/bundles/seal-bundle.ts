import { xchacha20poly1305 } from '@noble/ciphers/chacha';
import { openByteReader } from './open-byte-reader.ts';
import { blockNonce, sealedBlockBytes } from './sealed-layout.ts';

/**
 * Encrypts a bundle's tar for the holders of `key` (32 bytes, used for this content only): XChaCha20-Poly1305 over blocks of
 * 64 KiB, each followed by its tag. The same content and key give the same bytes.
 */
export async function* sealBundle(
  plain: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  key: Uint8Array,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = openByteReader(plain);
  let block = await reader.take(sealedBlockBytes);
  for (let index = 0; ; index += 1) {
    const next = block.byteLength === sealedBlockBytes ? await reader.take(sealedBlockBytes) : new Uint8Array();
    const place = next.byteLength === 0 ? 'last' : 'inner';
    yield xchacha20poly1305(key, blockNonce(index, place)).encrypt(block);
    if (place === 'last') return;
    block = next;
  }
}
