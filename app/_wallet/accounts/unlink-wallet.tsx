'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import type { RouterOutputs } from '#server/api/router.ts';

/** Takes a wallet off the account, after saying what that means. */
export function UnlinkWallet({ wallet }: { wallet: RouterOutputs['wallet']['list'][number] }) {
  const t = useTranslations('wallet.panel');
  const { id: walletId, address, isLastWayIn } = wallet;
  const short = shortAddress(address);
  const unlink = useMutation(
    useTRPC().wallet.unlink.mutationOptions({ onError: (error) => toast.error(error.message) }),
  );
  return (
    <ConfirmButton
      size="small"
      title={t('unlinkTitle', { address: short })}
      lead={t(isLastWayIn ? 'unlinkLast' : 'unlinkLead')}
      confirm={t(isLastWayIn ? 'unlinkLastConfirm' : 'unlinkConfirm')}
      aria-label={`${t('unlink')} ${short}`}
      disabled={unlink.isPending}
      onConfirm={() => unlink.mutate({ walletId, ...(isLastWayIn && { accepts: 'lose-account' as const }) })}
    >
      {t('unlink')}
    </ConfirmButton>
  );
}
