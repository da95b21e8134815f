import { operatorSlug } from './operator-slug.ts';

/** Who curates a collection, as everybody sees it. */
export interface CuratorFacts {
  /** In addresses of lists. */
  slug: string;
  /** Null for the studio's operator as such. */
  domainName: string | null;
}

/** Who curates what stands under this name. */
export function curatorFacts(domainName: string | null): CuratorFacts {
  return { slug: domainName ?? operatorSlug, domainName };
}
