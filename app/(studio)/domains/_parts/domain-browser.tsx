'use client';
import { Network } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { CreateDomain } from './create-domain.tsx';
import { DomainCard } from './domain-card.tsx';
import { type DomainsQuery, domainsAddress } from './domains-query.ts';

interface DomainBrowserProps {
  found: RouterOutputs['domain']['list'];
  query: DomainsQuery;
}

/** All domains, one's own first; what is looked for stands in the address. */
export function DomainBrowser({ found, query }: DomainBrowserProps) {
  const t = useTranslations('domains');
  const hasChain = useChain() !== null;
  const router = useRouter();
  const [search, setSearch] = useState(query.search);
  if (!hasChain) return <Notice>{t('noChain')}</Notice>;
  const { domains } = found;
  const isEmpty = found.total === 0 && query.search === '';
  return (
    <div className="space-y-5">
      <CreateDomain />
      {isEmpty && (
        <EmptyState picture={<Network className="size-12" />} title={t('empty.title')} lead={t('empty.lead')} />
      )}
      {!isEmpty && (
        <search>
          <form
            className="max-w-sm"
            onSubmit={(event) => {
              event.preventDefault();
              router.push(domainsAddress({ search: search.trim().toLowerCase(), page: 1 }));
            }}
          >
            <TextField
              label={t('search')}
              type="search"
              maxLength={64}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </form>
        </search>
      )}
      {!isEmpty && domains.length === 0 && (
        <EmptyState
          picture={<Network className="size-12" />}
          title={t('noMatch.title')}
          lead={t('noMatch.lead')}
          action={<Button onClick={() => router.push('/domains')}>{t('noMatch.all')}</Button>}
        />
      )}
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3" aria-label={t('list')}>
        {domains.map((domain) => (
          <li key={domain.id}>
            <DomainCard domain={domain} />
          </li>
        ))}
      </ul>
      <Pages found={found} query={query} />
    </div>
  );
}

function Pages({ found: { total, pageSize }, query: { search, page } }: DomainBrowserProps) {
  const t = useTranslations('domains.pages');
  const router = useRouter();
  const first = (page - 1) * pageSize;
  const lastPage = Math.max(1, Math.ceil(total / pageSize));
  if (total === 0 || (lastPage === 1 && page === 1)) return null;
  const go = (to: number) => router.push(domainsAddress({ search, page: to }));
  return (
    <nav aria-label={t('label')} className="flex items-center justify-center gap-3">
      <Button size="small" disabled={page === 1} onClick={() => go(Math.min(page - 1, lastPage))}>
        {t('before')}
      </Button>
      <span className="text-muted text-sm">
        {t('present', { first: Math.min(first + 1, total), last: Math.min(first + pageSize, total), total })}
      </span>
      <Button size="small" disabled={first + pageSize >= total} onClick={() => go(page + 1)}>
        {t('next')}
      </Button>
    </nav>
  );
}
