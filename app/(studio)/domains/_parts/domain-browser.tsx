'use client';
import { Network } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Pager } from '#app/_ui/pager.tsx';
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
      <Pager
        {...found}
        page={query.page}
        onPage={(page) => router.push(domainsAddress({ search: query.search, page }))}
      />
    </div>
  );
}
