/** What a curator's name is in an address: letters and digits of any script, joined by hyphens. Names that read alike have the same; empty for a name without any. */
export function curatorSlugOf(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase();
  return plain.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-').replaceAll(/^-+|-+$/g, '');
}

/** The address of the studio's operator as a curator; no domain can be called so. */
export const operatorSlug = 'studio';
