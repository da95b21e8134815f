import { hash } from 'node:crypto';

/** Text as copies of it stay equal: letters and digits in lower case, NFKC, everything else one space. */
function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const shortestText = 20;

/** First 8 bytes, as a signed number, of SHA-256 of each normalised text; very short ones say nothing and are left out. Each once. */
export function chunkHashes(texts: readonly string[]): bigint[] {
  const hashes = new Set<bigint>();
  for (const text of texts) {
    const plain = normalised(text);
    if (plain.length >= shortestText) hashes.add(hash('sha256', plain, 'buffer').readBigInt64BE(0));
  }
  return [...hashes];
}
