'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { getAddress } from 'viem';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Dialog } from '#app/_ui/dialog.tsx';
import { ErrorPanel } from '#app/_ui/error-panel.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import { useIsSending } from '#app/_wallet/send/send-desk.tsx';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import { appendVersionCall } from '#protocol/market/calls/mint-calls.ts';
import type { DeedKind } from '#protocol/market/mint-terms.ts';
import { OwnChecks } from './own-checks.tsx';

interface AppendVersionProps {
  versionId: string;
  number: number;
  kind: DeedKind;
  name: string;
  /** Wallet that owns the deed. */
  owner: string;
  /** It stands on the chain. */
  onSent: () => void;
  onClose: () => void;
}

/** Adds a newer version to the deed that is there, after the same checks as the first. */
export function AppendVersion({ versionId, number, kind, name, owner, onSent, onClose }: AppendVersionProps) {
  const t = useTranslations('sale.append');
  const prepare = useMutation(useTRPC().sale.prepareVersion.mutationOptions());
  const { mutate } = prepare;
  const isSending = useIsSending();
  useEffect(() => mutate({ versionId }), [mutate, versionId]);
  const ready = prepare.data;
  const plan: SendPlan = {
    key: ['append', versionId],
    title: t('title', { name, number }),
    signer: getAddress(owner),
    onDone: () => {
      onSent();
      onClose();
    },
    prepare: ({ facts }) => {
      if (!ready) return Promise.resolve([]);
      const { to, data } = appendVersionCall(facts.contracts, ready);
      const sentence = t('sentence', { name, number, deed: ready.deedId });
      const contract = { name: 'ComponentRegistry', address: to };
      return Promise.resolve([{ key: `append:${versionId}`, sentence, contract, data, amounts: [] }]);
    },
  };
  return (
    <Dialog
      title={t('title', { name, number })}
      description={t('lead')}
      placement="side"
      isOpen={!isSending}
      onOpenChange={onClose}
    >
      {prepare.error && <ErrorPanel message={prepare.error.message} onRetry={() => mutate({ versionId })} />}
      {prepare.isPending && <Skeleton lines={5} label={t('preparing')} />}
      {ready && (
        <div className="space-y-4">
          <OwnChecks checks={ready.checks} versionId={versionId} kind={kind} />
          {ready.isSellable ? (
            <SendButton tone="accent" plan={plan}>
              {t('button', { deed: ready.deedId })}
            </SendButton>
          ) : (
            <Notice tone="bad" title={t('failed')} />
          )}
        </div>
      )}
    </Dialog>
  );
}
