'use client';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { HostedUse } from '#app/_market/hosted-use.tsx';
import { KindIcon } from '#app/_market/kind-icon.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Fold } from '#app/_ui/fold.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { deedKinds, licenceScopes } from '#protocol/market/mint-terms.ts';
import { componentPath } from './component-path.ts';
import type { LibraryEntry } from './library-list.tsx';
import { OfferedList } from './offered-list.tsx';
import { SeatList } from './seat-list.tsx';
import { SellOn } from './sell-on.tsx';
import { UpdatePanel } from './update-panel.tsx';

const tones = {
  'waiting-for-key': 'accent',
  late: 'warn',
  disputed: 'warn',
  ready: 'neutral',
  installed: 'good',
  expired: 'warn',
  refunded: 'warn',
  sold: 'neutral',
  'bad-key': 'bad',
} as const;

/** One deed that the account holds licences of: what they allow, and the way into an agent. */
export function LibraryCard({ entry, onSent }: { entry: LibraryEntry; onSent: () => void }) {
  const t = useTranslations('library');
  const market = useTranslations('market');
  const { deedId, name, kind, state, holdings } = entry;
  return (
    <Card className="flex h-full flex-col gap-3">
      <div className="flex items-start gap-3">
        <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent">
          <KindIcon kind={deedKinds.find((one) => one === kind) ?? 'knowledge'} className="size-5" />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="break-words font-semibold">
            <Link href={`/market/${deedId}`} className="hover:underline">
              {name}
            </Link>
          </h2>
          <p className="text-muted text-xs">{t('deed', { kind: market(`kind.${kind}`), number: deedId })}</p>
        </div>
        <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
      </div>
      <ul className="space-y-1 text-sm">
        {holdings.map((holding) => (
          <li key={`${holding.account}-${holding.scope}`}>
            <HoldingWords holding={holding} />
          </li>
        ))}
      </ul>
      <NextStep entry={entry} />
      {entry.hasUpdate && <UpdatePanel entry={entry} />}
      {kind === 'knowledge' && holdings.length > 0 && <HostedUse deedId={deedId} />}
      {entry.seats.used.length > 0 && <SeatList entry={entry} />}
      {entry.offered.length > 0 && <OfferedList entry={entry} onSent={onSent} />}
      <Fold title={t('licenceText')}>
        <p className="whitespace-pre-wrap break-words text-sm">{entry.licenceText}</p>
        {holdings.length > 0 && <SellOn entry={entry} onSent={onSent} />}
      </Fold>
    </Card>
  );
}

function HoldingWords({ holding }: { holding: LibraryEntry['holdings'][number] }) {
  const t = useTranslations('library.may');
  const format = useFormatter();
  const { scope, units, expiresAt, hasEnded } = holding;
  return (
    <>
      {t(scope === licenceScopes.seat ? 'seat' : 'domain', { count: units })}{' '}
      <span className="text-muted">
        {expiresAt
          ? t(hasEnded ? 'ended' : 'until', { when: format.dateTime(expiresAt, { dateStyle: 'medium' }) })
          : t('forEver')}
      </span>
    </>
  );
}

/** What can't be installed yet, or never, because its purchase isn't settled. */
const unsettledNotices = [
  { state: 'waiting-for-key', tone: 'info', words: 'waiting' },
  { state: 'late', tone: 'warn', words: 'late' },
  { state: 'disputed', tone: 'warn', words: 'disputed' },
  { state: 'bad-key', tone: 'bad', words: 'badKey' },
] as const;

function NextStep({ entry }: { entry: LibraryEntry }) {
  const t = useTranslations('library.next');
  const { deedId, state, installed, kind } = entry;
  const install = useMutation(useTRPC().library.install.mutationOptions({ onSuccess: () => toast.success(t('done')) }));
  const unsettled = unsettledNotices.find((one) => one.state === state);
  if (unsettled) return <Notice tone={unsettled.tone}>{t(unsettled.words)}</Notice>;
  const ended = state === 'expired' || state === 'sold' || state === 'refunded' ? state : null;
  const renew = ended && (
    <Notice tone={ended === 'sold' ? 'info' : 'warn'} title={t(`${ended}.title`)}>
      {t(installed ? `${ended}.lead` : `${ended}.without`)}{' '}
      <Link href={`/market/${deedId}`} className="underline">
        {t(`${ended}.again`)}
      </Link>
    </Notice>
  );
  if (installed) {
    return (
      <div className="space-y-2">
        {renew}
        <p className="text-sm">{t('installed', { number: installed.number })}</p>
        <div className="flex flex-wrap gap-2">
          <Button size="small" asChild>
            <Link href={componentPath(kind, installed.componentId)}>{t('open')}</Link>
          </Button>
          <Button size="small" tone="accent" asChild>
            <Link href="/agents">{t('agent')}</Link>
          </Button>
        </div>
      </div>
    );
  }
  if (renew) return renew;
  return (
    <div className="space-y-2">
      <p className="text-sm">{t('lead')}</p>
      <Button size="small" tone="accent" disabled={install.isPending} onClick={() => install.mutate({ deedId })}>
        {install.isPending ? t('installing') : t('install')}
      </Button>
      {install.error && <Notice tone="bad">{install.error.message}</Notice>}
    </div>
  );
}
