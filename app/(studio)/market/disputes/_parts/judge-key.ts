import { type Hex, isHex, size } from 'viem';
import { keyCommitment } from '#protocol/market/key-commitment.ts';

/** `swapped`: the promised key, with key and salt in each other's place. */
export type KeyJudgement = 'untyped' | 'malformed' | 'promised' | 'swapped' | 'other';

interface ShownKey {
  contentRoot: string;
  /** What the deed promised. */
  commitment: string;
  /** As somebody pasted them. */
  key: string;
  salt: string;
}

/** Whether a key and its salt, as a person shows them, are those that a deed promised. */
export function judgeKey({ contentRoot, commitment, ...shown }: ShownKey): KeyJudgement {
  const [key, salt] = [shown.key.trim().toLowerCase(), shown.salt.trim().toLowerCase()];
  if (key === '' || salt === '') return 'untyped';
  if (!isBytes32(key) || !isBytes32(salt)) return 'malformed';
  const promised = commitment.toLowerCase();
  const root = contentRoot as Hex;
  if (keyCommitment({ contentRoot: root, key, salt }) === promised) return 'promised';
  return keyCommitment({ contentRoot: root, key: salt, salt: key }) === promised ? 'swapped' : 'other';
}

function isBytes32(text: string): text is Hex {
  return isHex(text) && size(text) === 32 && text.length === 66;
}
