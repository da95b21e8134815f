'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { getAddress } from 'viem';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import { useSendDesk } from '#app/_wallet/send/send-desk.tsx';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Call = NonNullable<RouterOutputs['sale']['withdraw']['call']>;

interface WithdrawSaleProps {
  componentId: string;
  name: string;
  creator: string;
  size: 'small' | 'normal';
}

/** Takes a component off the market while nobody has minted it; a voucher that people may have kept is cancelled on the chain too. */
export function WithdrawSale({ componentId, name, creator, size }: WithdrawSaleProps) {
  const t = useTranslations('sale.withdraw');
  // This button goes with the offer; what is left to sign stays.
  const open = useSendDesk();
  const withdraw = useMutation(
    useTRPC().sale.withdraw.mutationOptions({
      onSuccess: ({ call }) => {
        if (call) open(planOf(call));
        else toast.success(t('done', { name }));
      },
      onError: (error) => toast.error(error.message),
    }),
  );

  function planOf(call: Call): SendPlan {
    const contract = { name: 'ComponentRegistry', address: call.to };
    const step = {
      ...{ key: `withdraw:${call.data}`, sentence: t('sentence', { name }), contract },
      ...{ data: call.data, amounts: [] },
    };
    return {
      key: ['withdraw', componentId, call.data],
      title: t('title', { name }),
      lead: t('chainLead'),
      signer: getAddress(creator),
      prepare: () => Promise.resolve([step]),
    };
  }

  return (
    <ConfirmButton
      size={size}
      title={t('title', { name })}
      lead={t('lead')}
      confirm={t('button')}
      disabled={withdraw.isPending}
      onConfirm={() => withdraw.mutate({ componentId })}
    >
      {t('button')}
    </ConfirmButton>
  );
}
