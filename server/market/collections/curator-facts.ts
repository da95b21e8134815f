import { operatorSlug } from './curator-slug-of.ts';
import type { CuratedRow } from './shown-collections.ts';

/** Who curates a collection, as everybody sees it. */
export interface CuratorFacts {
  slug: string;
  /** Of their domain; empty for the studio's operator. */
  name: string;
  /** Wallet of their page as a creator; null for somebody without. */
  address: string | null;
}

/** Who curates what this account owns. */
export function curatorFacts({ owner }: CuratedRow): CuratorFacts {
  const { slug, name } = owner.curator ?? { slug: operatorSlug, name: '' };
  return { slug, name, address: owner.wallets[0]?.address ?? null };
}
