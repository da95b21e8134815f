import { type Hex, isHex, size } from 'viem';
import { generatePrivateKey } from 'viem/accounts';

const place = 'gaia-burner-key';

/** The burner's key in this browser, made at the first use. */
export function readBurnerKey(storage: Pick<Storage, 'getItem' | 'setItem'>): Hex {
  const kept = storage.getItem(place);
  if (isHex(kept) && size(kept) === 32) return kept;
  const made = generatePrivateKey();
  storage.setItem(place, made);
  return made;
}
