'use client';
import { useQuery } from '@tanstack/react-query';
import { Library } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useChainChange } from '#app/_market/use-chain-change.ts';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { ListTools } from '#app/_ui/list-tools.tsx';
import { useAddressState } from '#app/_ui/use-address-state.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { LibraryCard } from './library-card.tsx';

export type LibraryEntry = RouterOutputs['library']['list'][number];

/** In the order of a purchase's life. */
const shownStates = [
  'waiting-for-key',
  'late',
  'bad-key',
  'disputed',
  'ready',
  'installed',
  'expired',
  'refunded',
  'sold',
] as const satisfies LibraryEntry['state'][];
const unsettled = new Set<string>(['waiting-for-key', 'late', 'bad-key', 'disputed']);

/** What the account bought or was given, with what it may be used for; looks again while a key is on its way. */
export function LibraryList({ initial }: { initial: LibraryEntry[] }) {
  const t = useTranslations('library');
  const { data: entries } = useQuery({
    ...useTRPC().library.list.queryOptions(),
    initialData: initial,
    refetchInterval: ({ state: { data } }) => (data && isUnsettled(data) ? 1_000 : false),
  });
  const { lookEvery, noteSent } = useChainChange(standOf(entries));
  useQuery({ ...useTRPC().library.list.queryOptions(), refetchInterval: lookEvery });
  const [search, setSearch] = useAddressState('q');
  const [state, setState] = useAddressState('state', 'all');
  if (entries.length === 0) {
    return (
      <EmptyState
        picture={<Library className="size-12" />}
        title={t('empty.title')}
        lead={t('empty.lead')}
        action={
          <Button tone="accent" asChild>
            <Link href="/market">{t('empty.market')}</Link>
          </Button>
        }
      />
    );
  }
  const shown = entries
    .filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
    .filter((entry) => state === 'all' || entry.state === state);
  return (
    <section className="space-y-4" aria-label={t('title')}>
      {entries.length > 1 && (
        <ListTools
          label={t('tools.search')}
          search={[search, setSearch]}
          choices={[
            {
              label: t('tools.state'),
              state: [state, setState],
              options: {
                all: t('tools.all'),
                ...Object.fromEntries(shownStates.map((one) => [one, t(`state.${one}`)])),
              },
            },
          ]}
        />
      )}
      <ul className="grid gap-4 lg:grid-cols-2">
        {shown.map((entry) => (
          <li key={entry.deedId}>
            <LibraryCard entry={entry} onSent={noteSent} />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="text-muted">{t('tools.noMatch')}</p>}
    </section>
  );
}

function isUnsettled(entries: LibraryEntry[]): boolean {
  return entries.some(({ state }) => unsettled.has(state));
}

function standOf(entries: LibraryEntry[]): string {
  return entries.flatMap(({ offered }) => offered.map(({ listingId }) => listingId)).join(' ');
}
