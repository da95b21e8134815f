'use client';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { componentPath } from './component-path.ts';
import type { LibraryEntry } from './library-list.tsx';

/** What can't be installed yet, or never, because its purchase isn't settled. */
const unsettledNotices = [
  { state: 'waiting-for-key', tone: 'info', words: 'waiting' },
  { state: 'late', tone: 'warn', words: 'late' },
  { state: 'disputed', tone: 'warn', words: 'disputed' },
  { state: 'bad-key', tone: 'bad', words: 'badKey' },
] as const;

/** What can be done with a bought component now: wait, install it, use it, or buy it again. */
export function NextStep({ entry }: { entry: LibraryEntry }) {
  const t = useTranslations('library.next');
  const { state, installed } = entry;
  const unsettled = unsettledNotices.find((one) => one.state === state);
  if (unsettled) return <Notice tone={unsettled.tone}>{t(unsettled.words)}</Notice>;
  const isEnded = state === 'expired' || state === 'sold' || state === 'refunded';
  if (!installed) return isEnded ? <Ended entry={entry} /> : <Install entry={entry} />;
  return (
    <div className="space-y-2">
      {isEnded && <Ended entry={entry} />}
      <p className="text-sm">{t('installed', { number: installed.number })}</p>
      <div className="flex flex-wrap gap-2">
        <Use kind={entry.kind} componentId={installed.componentId} />
      </div>
    </div>
  );
}

/** The licence is gone: why, and the way to another. */
function Ended({ entry: { deedId, state, installed, takenDownReason } }: { entry: LibraryEntry }) {
  const t = useTranslations('library.next');
  return (
    <Notice tone={state === 'sold' ? 'info' : 'warn'} title={t(`${state}.title`)}>
      {t(installed ? `${state}.lead` : `${state}.without`)}{' '}
      {takenDownReason === null && (
        <Link href={`/market/${deedId}`} className="underline">
          {t(`${state}.again`)}
        </Link>
      )}
    </Notice>
  );
}

function Install({ entry: { deedId, kind } }: { entry: LibraryEntry }) {
  const t = useTranslations('library.next');
  const install = useMutation(useTRPC().library.install.mutationOptions({ onSuccess: () => toast.success(t('done')) }));
  return (
    <div className="space-y-2">
      <p className="text-sm">{t(`lead.${kind === 'dataset' || kind === 'agent' ? kind : 'part'}`)}</p>
      <Button size="small" tone="accent" disabled={install.isPending} onClick={() => install.mutate({ deedId })}>
        {install.isPending ? t('installing') : t('install')}
      </Button>
      {install.error && <Notice tone="bad">{install.error.message}</Notice>}
    </div>
  );
}

/** The likeliest use first: rows are downloaded, an agent is opened, everything else goes into one. */
function Use({ kind, componentId }: { kind: string; componentId: string }) {
  const t = useTranslations('library.next');
  const place = componentPath(kind, componentId);
  if (kind === 'agent') {
    return (
      <Button size="small" tone="accent" asChild>
        <Link href={place}>{t('openAgent')}</Link>
      </Button>
    );
  }
  return (
    <>
      <Button size="small" tone="accent" asChild>
        {kind === 'dataset' ? (
          <a href={`/api/datasets/${componentId}`} download>
            <Download className="size-4" aria-hidden="true" />
            {t('download')}
          </a>
        ) : (
          <Link href="/agents">{t('agent')}</Link>
        )}
      </Button>
      <Button size="small" asChild>
        <Link href={place}>{t('open')}</Link>
      </Button>
    </>
  );
}
