import { z } from 'zod';

/** Collections a page. */
export const collectionPageSize = 24;

const schema = z.object({
  curator: z.string().min(1).max(240).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(400).catch(1),
});
export type CollectionsQuery = z.output<typeof schema>;

/** What the address of the list asks for; nonsense there is as good as absent. */
export function readCollectionsQuery(address: URLSearchParams): CollectionsQuery {
  return schema.parse({ curator: address.get('curator'), page: address.get('page') });
}

/** The address of a list of collections. */
export function collectionsAddress({ curator, page = 1 }: Partial<CollectionsQuery>): string {
  const query = new URLSearchParams();
  if (curator) query.set('curator', curator);
  if (page > 1) query.set('page', String(page));
  const rest = query.toString();
  return rest === '' ? '/market/collections' : `/market/collections?${rest}`;
}
