import { xchacha20poly1305 } from '@noble/ciphers/chacha';
import { AppError } from '#protocol/errors.ts';
import { openByteReader } from './open-byte-reader.ts';
import { blockNonce, storedBlockBytes } from './sealed-layout.ts';

/** Decrypts what `sealBundle` made, block by block. Throws `unreadable_document` at the first block that the key doesn't open: a wrong key, a changed or a missing block. */
export async function* openSealedBundle(
  sealed: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  key: Uint8Array,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = openByteReader(sealed);
  let block = await reader.take(storedBlockBytes);
  for (let index = 0; ; index += 1) {
    const next = block.byteLength === storedBlockBytes ? await reader.take(storedBlockBytes) : new Uint8Array();
    const place = next.byteLength === 0 ? 'last' : 'inner';
    yield openBlock(block, { key, index, place });
    if (place === 'last') return;
    block = next;
  }
}

function openBlock(
  block: Uint8Array,
  { key, index, place }: { key: Uint8Array; index: number; place: 'last' | 'inner' },
): Uint8Array {
  try {
    return xchacha20poly1305(key, blockNonce(index, place)).decrypt(block);
  } catch (cause) {
    throw new AppError(
      'unreadable_document',
      index === 0
        ? 'The key does not open this bundle: it is the key of another version, or the bundle was changed.'
        : `Block ${index + 1} of the sealed bundle was changed or is missing; fetch the bundle again.`,
      { cause },
    );
  }
}
