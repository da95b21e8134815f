'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Dialog } from '#app/_ui/dialog.tsx';
import { ErrorPanel } from '#app/_ui/error-panel.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { useWallet } from '#app/_wallet/connect/use-wallet.ts';
import { WalletScope } from '#app/_wallet/connect/wallet-scope.tsx';
import { SendDialog } from '#app/_wallet/send/send-dialog.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { SaleSteps } from './sale-steps.tsx';
import { type SignedVoucher, useMintPlan } from './use-mint-plan.ts';
import { type Sale, useSaleWizard } from './use-sale-wizard.ts';

interface SellDialogProps {
  componentId: string;
  versionId: string;
  number: number;
  onClose: () => void;
}

/** Sells a published version: terms, page, checks, signature. */
export function SellDialog(props: SellDialogProps) {
  return (
    <WalletScope>
      <Loaded {...props} />
    </WalletScope>
  );
}

function Loaded(props: SellDialogProps) {
  const { componentId, onClose } = props;
  const t = useTranslations('sale');
  const api = useTRPC();
  const sale = useQuery({ ...api.sale.get.queryOptions({ componentId }), staleTime: Number.POSITIVE_INFINITY });
  const page = useQuery({ ...api.sale.page.queryOptions({ componentId }), staleTime: Number.POSITIVE_INFINITY });
  const failed = sale.error ?? page.error;
  if (sale.data && page.data) return <Open {...props} sale={sale.data} page={page.data} />;
  return (
    <Dialog title={t('loading')} placement="side" isOpen onOpenChange={onClose}>
      {failed ? (
        <ErrorPanel message={failed.message} onRetry={() => void Promise.all([sale.refetch(), page.refetch()])} />
      ) : (
        <Skeleton lines={6} label={t('loading')} />
      )}
    </Dialog>
  );
}

interface OpenProps extends SellDialogProps {
  sale: Sale;
  page: RouterOutputs['sale']['page'];
}

/** One dialog at a time: it makes room for connecting and for sending, and keeps what was typed. */
function Open({ componentId, versionId, number, onClose, sale, page }: OpenProps) {
  const t = useTranslations('sale');
  const { isChoosing } = useWallet();
  const wizard = useSaleWizard(sale, page);
  const [minting, setMinting] = useState<SignedVoucher | null>(null);
  const onDone = () => {
    wizard.noteMint();
    setMinting(null);
  };
  const planOf = useMintPlan({ componentId, name: sale.name, onDone });
  if (minting) return <SendDialog plan={planOf(minting)} onClose={() => setMinting(null)} />;
  return (
    <Dialog
      title={t('title', { name: sale.name, number })}
      description={t('lead')}
      placement="side"
      isOpen={!isChoosing}
      onOpenChange={onClose}
    >
      <SaleSteps
        {...{ componentId, versionId, wizard, onClose }}
        kind={sale.kind}
        onMint={(signed) => {
          wizard.finish();
          setMinting(signed);
        }}
      />
    </Dialog>
  );
}
