import { bytesToHex, stringToBytes } from 'viem';
import { canonicalJson } from '#protocol/canonical-json.ts';
import { type Hashing, portableHashing } from './hashing.ts';

export interface ChunkPlace {
  documentSha256: string;
  headingPath: readonly string[];
  text: string;
  /** Which one it is among chunks of the document with equal heading path and text, from 0. */
  occurrence: number;
}

/**
 * A chunk's id, which survives re-parsing: the first 16 bytes, hexadecimal, of SHA-256 over the canonical JSON of
 * [document sha256, heading path, normalised text, occurrence].
 */
export function chunkId(place: ChunkPlace, hashing: Hashing = portableHashing): string {
  const { documentSha256, headingPath, text, occurrence } = place;
  const content = canonicalJson([documentSha256, headingPath, normalText(text), occurrence]);
  return bytesToHex(hashing.sha256(stringToBytes(content)).subarray(0, 16)).slice(2);
}

/** Text as ids see it: NFC, every run of white space one space, none at the ends. */
export function normalText(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
