'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge, type BadgeTone } from '#app/_ui/badge.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { EventList } from './event-list.tsx';
import { useChainWords } from './use-chain-words.ts';

type Transaction = RouterOutputs['wallet']['transaction'];

const tones: Record<Transaction['state'], BadgeTone> = {
  confirmed: 'good',
  pending: 'warn',
  reverted: 'bad',
  unknown: 'neutral',
};

/** A transaction as it stands: its state, what it called and what came of it, in words. Looks again while it is under way. */
export function TransactionView({ initial }: { initial: Transaction }) {
  const t = useTranslations('chain');
  const { data, error } = useQuery({
    ...useTRPC().wallet.transaction.queryOptions({ hash: initial.hash }),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.mined ? false : 2_000),
  });
  return (
    <div className="space-y-6">
      {error && <Notice tone="warn">{error.message}</Notice>}
      <Facts transaction={data} />
      {data.mined && (
        <Card>
          <CardHeading title={t('events')} />
          <EventList events={data.mined.events} />
        </Card>
      )}
    </div>
  );
}

function Facts({ transaction: { hash, state, details, mined } }: { transaction: Transaction }) {
  const t = useTranslations('chain');
  const format = useFormatter();
  const facts = useChain();
  const { contractName, call } = useChainWords();
  return (
    <Card>
      <dl className="grid grid-cols-[6rem_1fr] gap-x-3 gap-y-2 text-sm sm:grid-cols-[9rem_1fr]">
        <Fact name={t('state')}>
          <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge> {t(`stateLead.${state}`)}
        </Fact>
        <Fact name={t('hash')}>
          <Mono>{hash}</Mono>
        </Fact>
        <Fact name={t('network')}>{facts?.name}</Fact>
        {mined && (
          <>
            <Fact name={t('block')}>{t('inBlock', { block: mined.blockNumber, count: mined.confirmations })}</Fact>
            <Fact name={t('when')}>{format.dateTime(mined.minedAt, { dateStyle: 'medium', timeStyle: 'medium' })}</Fact>
          </>
        )}
        {details && (
          <>
            <Fact name={t('from')}>
              <Mono>{details.from}</Mono>
            </Fact>
            <Fact name={t('to')}>
              {details.contract && `${contractName(details.contract)} `}
              <Mono>{details.to ?? t('newContract')}</Mono>
            </Fact>
            {details.call && (
              <Fact name={t('call')}>
                {call(details.call)}
                <CallValues call={details.call} />
              </Fact>
            )}
            {details.value !== '0' && <Fact name={t('value')}>{details.value} ETH</Fact>}
          </>
        )}
        {mined && <Fact name={t('fee')}>{mined.fee} ETH</Fact>}
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

/** The call as it was sent, behind a click. */
function CallValues({ call: { name, values } }: { call: NonNullable<NonNullable<Transaction['details']>['call']> }) {
  return (
    <details className="text-muted text-xs">
      <summary className="cursor-pointer font-mono">{name}</summary>
      <dl className="mt-1 grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3">
        {Object.entries(values).map(([key, value]) => (
          <Fragment key={key}>
            <dt className="break-words">{key}</dt>
            <dd className="break-all font-mono">{value}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

function Mono({ children }: { children: string }) {
  return <span className="break-all font-mono text-xs">{children}</span>;
}
