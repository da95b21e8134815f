'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { limits } from '#protocol/limits.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Curators = RouterOutputs['market']['curators'];

/** For the studio's operator: who curates under the name of their domain, and who did. */
export function CuratorDesk({ initial }: { initial: Curators }) {
  const t = useTranslations('market.operate.curators');
  const { data: curators } = useQuery({ ...useTRPC().market.curators.queryOptions(), initialData: initial });
  return (
    <Card>
      <CardHeading title={t('title')} />
      <p className="mb-3 max-w-2xl text-muted text-sm">{t('lead')}</p>
      {curators.length === 0 && <p className="text-muted text-sm">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {curators.map((curator) => (
          <CuratorRow key={curator.slug} curator={curator} />
        ))}
      </ul>
      <LetCurate />
    </Card>
  );
}

function CuratorRow({ curator }: { curator: Curators[number] }) {
  const t = useTranslations('market.operate.curators');
  const format = useFormatter();
  const api = useTRPC();
  const stop = useMutation(api.market.stopCurating.mutationOptions());
  const again = useMutation(api.market.letCurate.mutationOptions());
  const { slug, name, person, address, hasEnded, collections, since } = curator;
  const problem = stop.error ?? again.error;
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 py-2 text-sm">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <span className="break-words font-medium">{name}</span>
          {hasEnded && <Badge tone="warn">{t('ended')}</Badge>}
        </p>
        <p className="break-words text-muted text-xs">
          {address ? (
            <Link href={`/creators/${address}`} className="text-accent underline" title={address}>
              {person}
            </Link>
          ) : (
            person
          )}{' '}
          {t('facts', { count: collections, since: format.dateTime(since, { dateStyle: 'medium' }) })}
        </p>
      </div>
      {hasEnded ? (
        <Button
          size="small"
          aria-label={t('againOne', { name })}
          disabled={again.isPending}
          onClick={() => again.mutate({ person: address ?? person, name })}
        >
          {t('again')}
        </Button>
      ) : (
        <ConfirmButton
          size="small"
          aria-label={t('stopOne', { name })}
          title={t('stopTitle', { name })}
          lead={t('stopLead', { count: collections })}
          confirm={t('stop')}
          onConfirm={() => stop.mutate({ curator: slug })}
        >
          {t('stop')}
        </ConfirmButton>
      )}
      {problem && <Notice tone="bad">{problem.message}</Notice>}
    </li>
  );
}

function LetCurate() {
  const t = useTranslations('market.operate.curators');
  const [person, setPerson] = useState('');
  const [name, setName] = useState('');
  const letIn = useMutation(
    useTRPC().market.letCurate.mutationOptions({
      onSuccess: (curator) => {
        setPerson('');
        setName('');
        toast.success(t('letIn', { name: curator.name }));
      },
    }),
  );
  const field = letIn.error?.data?.field ?? null;
  const errorOf = (one: string) => (field === one ? letIn.error?.message : undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    letIn.mutate({ person, name });
  }

  return (
    <form onSubmit={submit} className="mt-4 space-y-3 border-line border-t pt-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('person')}
          hint={t('personHint')}
          error={errorOf('person')}
          required
          maxLength={2 * limits.nameLength}
          value={person}
          onChange={(event) => setPerson(event.target.value)}
        />
        <TextField
          label={t('name')}
          hint={t('nameHint')}
          error={errorOf('name')}
          required
          maxLength={limits.nameLength}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      {letIn.error && field !== 'person' && field !== 'name' && <Notice tone="bad">{letIn.error.message}</Notice>}
      <Button type="submit" disabled={letIn.isPending}>
        {t('let')}
      </Button>
    </form>
  );
}
