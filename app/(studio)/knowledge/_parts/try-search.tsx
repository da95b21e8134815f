'use client';
import { useMutation } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { SearchStages } from '#app/_chat/search-stages.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { useAddressState } from '#app/_ui/use-address-state.ts';

/** Asks the knowledge a question and shows each stage's scores, and what a model would be given. */
export function TrySearch({ knowledgeId }: { knowledgeId: string }) {
  const t = useTranslations('knowledge.search');
  const [query, setQuery] = useAddressState('q');
  const search = useMutation(useTRPC().knowledge.search.mutationOptions());

  function submit(event: FormEvent) {
    event.preventDefault();
    search.mutate({ knowledgeId, query });
  }

  return (
    <div className="space-y-6">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <div className="min-w-60 flex-1">
          <TextField
            label={t('question')}
            required
            maxLength={4000}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </div>
        <Button type="submit" tone="accent" disabled={search.isPending}>
          {search.isPending ? t('searching') : t('button')}
        </Button>
      </form>
      {search.error && <Notice tone="bad">{search.error.message}</Notice>}
      {search.isPending && <Skeleton lines={5} label={t('searching')} />}
      {search.isIdle && (
        <EmptyState picture={<Search className="size-12" />} title={t('emptyTitle')} lead={t('emptyLead')} />
      )}
      {search.data && !search.isPending && (
        <div className="grid gap-6 lg:grid-cols-2">
          <section className="min-w-0">
            <h2 className="mb-2 font-semibold">{t('found')}</h2>
            <SearchStages result={search.data} />
          </section>
          <Card className="min-w-0 self-start">
            <CardHeading title={t('given')} />
            {search.data.passages.length === 0 && <p className="text-muted text-sm">{t('nothingGiven')}</p>}
            <ol className="space-y-3">
              {search.data.passages.map((passage) => (
                <li key={passage.marker}>
                  <p className="flex flex-wrap gap-2 text-sm">
                    <Badge tone="accent">[{passage.marker}]</Badge>
                    <span className="break-all font-medium">{passage.documentName}</span>
                    <Badge>{t('tokens', { count: passage.tokenCount })}</Badge>
                  </p>
                  <p className="mt-1 whitespace-pre-wrap break-words text-sm">{passage.text}</p>
                </li>
              ))}
            </ol>
          </Card>
        </div>
      )}
    </div>
  );
}
