'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import type { RouterOutputs } from '#server/api/router.ts';

/** Play money of the local chain for one wallet. */
export function FundWallet({ wallet }: { wallet: RouterOutputs['wallet']['list'][number] }) {
  const t = useTranslations('wallet.panel');
  const fund = useMutation(
    useTRPC().wallet.fund.mutationOptions({
      onError: (error) => toast.error(error.message),
      onSuccess: () => toast.success(t('funded')),
    }),
  );
  return (
    <Button
      size="small"
      disabled={fund.isPending}
      aria-label={`${t('fund')}: ${shortAddress(wallet.address)}`}
      onClick={() => fund.mutate({ walletId: wallet.id })}
    >
      {fund.isPending ? t('funding') : t('fund')}
    </Button>
  );
}
