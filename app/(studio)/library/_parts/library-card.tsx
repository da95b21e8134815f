'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { HostedUse } from '#app/_market/hosted-use.tsx';
import { KindIcon } from '#app/_market/kind-icon.tsx';
import { Badge } from '#app/_ui/badge.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Fold } from '#app/_ui/fold.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { deedKinds, licenceScopes } from '#protocol/market/mint-terms.ts';
import type { LibraryEntry } from './library-list.tsx';
import { NextStep } from './next-step.tsx';
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

/** What the licences allow is not worth telling while their price may go back. */
const mayGoBack = new Set<LibraryEntry['state']>(['late', 'bad-key', 'disputed']);

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
      {entry.takenDownReason !== null && <TakenDown reason={entry.takenDownReason} />}
      <ul className="space-y-1 text-sm">
        {(mayGoBack.has(state) ? [] : holdings).map((holding) => (
          <li key={`${holding.account}-${holding.scope}`}>
            <HoldingWords kind={kind} holding={holding} />
          </li>
        ))}
        {entry.coverage.map(({ domain, node, nodeName }) => (
          <li key={`${domain}-${node}`}>
            <CoverageWords domain={domain} node={nodeName} />
          </li>
        ))}
      </ul>
      <NextStep entry={entry} />
      {entry.hasUpdate && <UpdatePanel key={entry.newest.number} entry={entry} />}
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

function HoldingWords({ kind, holding }: { kind: string; holding: LibraryEntry['holdings'][number] }) {
  const t = useTranslations('library.may');
  const format = useFormatter();
  const { scope, units, expiresAt, hasEnded } = holding;
  const [copies, runs] = scope === licenceScopes.seat ? ['copy', 'seat'] : ['copyDomain', 'domain'];
  return (
    <>
      {t(kind === 'dataset' ? copies : runs, { count: units })}{' '}
      <span className="text-muted">
        {expiresAt
          ? t(hasEnded ? 'ended' : 'until', { when: format.dateTime(expiresAt, { dateStyle: 'medium' }) })
          : t('forEver')}
      </span>
    </>
  );
}

/** May be used through somebody else's domain. */
function CoverageWords({ domain, node }: { domain: string; node: string }) {
  const t = useTranslations('library.may');
  return t.rich('covered', {
    node,
    domain: () => (
      <Link href={`/domains/${domain}`} className="text-accent underline">
        {domain}
      </Link>
    ),
  });
}

/** Off the market of this studio; what was bought stays. */
function TakenDown({ reason }: { reason: string }) {
  const t = useTranslations('library.takenDown');
  return (
    <Notice tone="warn" title={t('title')}>
      {reason !== '' && <p className="break-words">{t('why', { reason })}</p>}
      <p>{t('lead')}</p>
    </Notice>
  );
}
