'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { ErrorPanel } from '#app/_ui/error-panel.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { ChangePayout } from './change-payout.tsx';
import { LinkNode } from './link-node.tsx';
import { UnlinkNode } from './unlink-node.tsx';

interface NodeChainPanelProps {
  nodeId: string;
  isOnline: boolean;
}

/** Whom a node belongs to on the chain and who gets its income; linking, changing and ending that. Nothing where there is no chain. */
export function NodeChainPanel(props: NodeChainPanelProps) {
  return useChain() ? <OnChain {...props} /> : null;
}

function OnChain({ nodeId, isOnline }: NodeChainPanelProps) {
  const t = useTranslations('wallet.node');
  const state = useQuery({ ...useTRPC().node.chainLink.queryOptions({ nodeId }), refetchInterval: 15_000 });
  return (
    <Card className="space-y-3">
      <CardHeading title={t('title')} />
      {state.error && <ErrorPanel message={state.error.message} onRetry={() => void state.refetch()} />}
      {state.isPending && <Skeleton lines={2} label={t('loading')} />}
      {state.data && !state.data.link && <LinkNode nodeId={nodeId} isOnline={isOnline} />}
      {state.data?.link && <Linked state={state.data} link={state.data.link} />}
    </Card>
  );
}

type NodeOnChain = NonNullable<RouterOutputs['node']['chainLink']>;

function Linked({ state, link }: { state: NodeOnChain; link: NonNullable<NodeOnChain['link']> }) {
  const t = useTranslations('wallet.node');
  const format = useFormatter();
  const inWords = (when: Date) => format.dateTime(when, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className="space-y-3">
      <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-2 text-sm">
        <Fact name={t('owner')}>
          <Mono>{link.owner}</Mono>
        </Fact>
        <Fact name={t('payout')}>
          <Mono>{link.payout}</Mono>
        </Fact>
        <Fact name={t('since')}>{inWords(link.linkedAt)}</Fact>
      </dl>
      {state.pending && (
        <Notice>{t('pending', { payout: state.pending.payout, when: inWords(state.pending.readyAt) })}</Notice>
      )}
      {link.isOwn ? (
        <div className="flex flex-wrap gap-2">
          <ChangePayout state={state} owner={link.owner} />
          <UnlinkNode node={state.node} owner={link.owner} />
        </div>
      ) : (
        <Notice tone="warn">{t('foreign')}</Notice>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Mono({ children }: { children: string }) {
  return <span className="break-all font-mono text-xs">{children}</span>;
}
