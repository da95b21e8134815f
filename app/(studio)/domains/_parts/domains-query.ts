/** What is looked for in the list of domains, as it stands in the page's address. */
export interface DomainsQuery {
  search: string;
  page: number;
}

const mostPages = 10_000;

/** Reads the address; what makes no sense counts as nothing. */
export function readDomainsQuery(parameters: URLSearchParams): DomainsQuery {
  const page = Number(parameters.get('page'));
  return {
    search: (parameters.get('search') ?? '').slice(0, 64),
    page: Number.isInteger(page) && page >= 1 && page <= mostPages ? page : 1,
  };
}

/** The address of a search. */
export function domainsAddress({ search, page }: DomainsQuery): string {
  const parameters = new URLSearchParams();
  if (search !== '') parameters.set('search', search);
  if (page > 1) parameters.set('page', String(page));
  return `/domains${parameters.size > 0 ? `?${parameters}` : ''}`;
}
