'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useFormatter, useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { FundWallet } from './fund-wallet.tsx';
import { UnlinkWallet } from './unlink-wallet.tsx';

const LinkWallet = dynamic(async () => (await import('./link-wallet.tsx')).LinkWallet, {
  ssr: false,
  loading: Loading,
});

function Loading() {
  return <Skeleton lines={1} label={useTranslations('shell')('loading')} />;
}

type WalletRow = RouterOutputs['wallet']['list'][number];

/** The wallets of the account: linking, signing for the account's key, unlinking. */
export function WalletPanel({ initial }: { initial: WalletRow[] }) {
  const t = useTranslations('wallet.panel');
  const facts = useChain();
  const { data: wallets } = useQuery({ ...useTRPC().wallet.list.queryOptions(), initialData: initial });
  return (
    <Card className="space-y-3">
      <CardHeading title={t('title')} />
      <p className="text-muted text-sm">{t('lead')}</p>
      {wallets.length > 0 ? (
        <ul className="divide-y divide-line">
          {wallets.map((wallet) => (
            <Row key={wallet.id} wallet={wallet} />
          ))}
        </ul>
      ) : (
        <p className="text-sm">{t('empty')}</p>
      )}
      {facts ? <LinkWallet wallets={wallets} /> : <Notice>{t('noChain')}</Notice>}
    </Card>
  );
}

function Row({ wallet }: { wallet: WalletRow }) {
  const t = useTranslations('wallet.panel');
  const isLocal = useChain()?.isLocal ?? false;
  const format = useFormatter();
  const inWords = (when: Date) => format.dateTime(when, { dateStyle: 'medium' });
  const { delegatedAt, createdAt } = wallet;
  return (
    <li className="flex items-center justify-between gap-3 py-2 text-sm">
      <div className="min-w-0">
        <p className="break-all font-mono text-xs">{wallet.address}</p>
        <p className="text-muted text-xs">
          {t('linked', { when: inWords(createdAt) })} ·{' '}
          {delegatedAt ? t('delegated', { when: inWords(delegatedAt) }) : t('notDelegated')}
        </p>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        {isLocal && <FundWallet wallet={wallet} />}
        <UnlinkWallet wallet={wallet} />
      </div>
    </li>
  );
}
