'use client';
import { useMutation } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { getAddress } from 'viem';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

const SendDialog = dynamic(async () => (await import('#app/_wallet/send/send-dialog.tsx')).SendDialog, { ssr: false });

type Call = NonNullable<RouterOutputs['sale']['withdraw']['call']>;

/** Takes a component off the market while nobody has minted it; a voucher that people may have kept is cancelled on the chain too. */
export function WithdrawSale({ componentId, name, creator }: { componentId: string; name: string; creator: string }) {
  const t = useTranslations('sale.withdraw');
  const [call, setCall] = useState<Call | null>(null);
  const withdraw = useMutation(
    useTRPC().sale.withdraw.mutationOptions({
      onSuccess: (done) => {
        toast.success(t('done', { name }));
        setCall(done.call);
      },
      onError: (error) => toast.error(error.message),
    }),
  );
  return (
    <>
      <ConfirmButton
        size="small"
        title={t('title', { name })}
        lead={t('lead')}
        confirm={t('button')}
        disabled={withdraw.isPending}
        onConfirm={() => withdraw.mutate({ componentId })}
      >
        {t('button')}
      </ConfirmButton>
      {call && (
        <SendDialog
          plan={{
            key: ['withdraw', componentId],
            title: t('title', { name }),
            lead: t('chainLead'),
            signer: getAddress(creator),
            prepare: () =>
              Promise.resolve([
                {
                  key: `withdraw:${componentId}`,
                  sentence: t('sentence', { name }),
                  contract: { name: 'ComponentRegistry', address: call.to },
                  data: call.data,
                  amounts: [],
                },
              ]),
          }}
          onClose={() => setCall(null)}
        />
      )}
    </>
  );
}
