'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import type { Address } from 'viem';
import { useConfig } from 'wagmi';
import { signTypedData } from 'wagmi/actions';
import { useTRPC, useTRPCClient } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { SigningProblem } from '#app/_wallet/accounts/signing-problem.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { DeedKind, MintVoucher } from '#protocol/market/mint-terms.ts';
import { mintVoucherMessage } from '#protocol/market/mint-voucher.ts';
import type { SaleChoices } from '#protocol/market/preset-terms.ts';
import { ChainSummary } from './chain-summary.tsx';
import type { FoundParent } from './check-list.tsx';
import { OwnChecks } from './own-checks.tsx';
import type { SignedVoucher } from './use-mint-plan.ts';

interface SignStepProps {
  componentId: string;
  versionId: string;
  kind: DeedKind;
  choices: SaleChoices;
  wallet: Address;
  onParent: (parent: FoundParent) => void;
  onOffered: () => void;
  /** It is signed; the creator mints it at once, by a transaction. */
  onMint: (signed: SignedVoucher) => void;
}

/** Encrypts and checks the version, shows what the terms come to, and has them signed or minted. */
export function SignStep(props: SignStepProps) {
  const { componentId, versionId, kind, choices, wallet, onParent, onOffered, onMint } = props;
  const t = useTranslations('sale.sign');
  // One after the other: the terms that are shown have to be those that were prepared last.
  const scope = { id: `prepare-sale:${componentId}` };
  const prepare = useMutation({ ...useTRPC().sale.prepare.mutationOptions(), scope });
  const { mutate } = prepare;
  useEffect(() => mutate({ versionId, choices, wallet }), [mutate, versionId, choices, wallet]);
  const offer = useOffer(props);

  if (prepare.error) {
    return (
      <div className="space-y-3">
        <Notice tone="bad" title={t('notPrepared')}>
          {prepare.error.message}
        </Notice>
        <Button onClick={() => mutate({ versionId, choices, wallet })}>{t('again')}</Button>
      </div>
    );
  }
  if (!prepare.data) {
    return (
      <div className="space-y-3">
        <p className="text-muted text-sm">{t(choices.isPrivate ? 'preparingPrivate' : 'preparing')}</p>
        <Skeleton lines={5} label={t('preparing')} />
      </div>
    );
  }
  const { voucher, checks, isSellable } = prepare.data;
  const isBusy = offer.isPending;
  // Nobody buys it, so nobody else would ever mint its deed.
  const isHosted = choices.preset === 'hosted';
  return (
    <div className="space-y-4">
      <OwnChecks {...{ checks, versionId, kind, onParent }} />
      {!isSellable && <Notice tone="bad" title={t('failed')} />}
      <ChainSummary terms={voucher.terms} licence={choices.licence} />
      {isSellable && (
        <div className="grid gap-3 sm:grid-cols-2">
          {!isHosted && (
            <Way title={t('lazy')} lead={t('lazyLead')}>
              <Button tone="accent" disabled={isBusy} onClick={() => offer.mutate(voucher, { onSuccess: onOffered })}>
                {t('lazyButton')}
              </Button>
            </Way>
          )}
          <Way title={t('now')} lead={t(isHosted ? 'hostedLead' : 'nowLead')}>
            <Button
              tone={isHosted ? 'accent' : 'quiet'}
              disabled={isBusy}
              onClick={() => offer.mutate(voucher, { onSuccess: onMint })}
            >
              {t('nowButton')}
            </Button>
          </Way>
        </div>
      )}
      {offer.isPending && <Notice>{t('asked')}</Notice>}
      {offer.error && <SigningProblem cause={offer.error} />}
    </div>
  );
}

function Way({ title, lead, children }: { title: string; lead: string; children: React.ReactNode }) {
  return (
    <section className="flex flex-col items-start gap-2 rounded-md border border-line p-3 text-sm">
      <h3 className="font-semibold">{title}</h3>
      <p className="flex-1 text-muted">{lead}</p>
      {children}
    </section>
  );
}

/** The creator's signature over the terms, kept by the studio: the first buyer mints the deed. */
function useOffer({ componentId, wallet }: SignStepProps) {
  const config = useConfig();
  const client = useTRPCClient();
  const facts = useChain();
  return useMutation({
    mutationFn: async (voucher: MintVoucher) => {
      if (!facts) throw new Error('There is no chain.');
      const domain = { chainId: facts.chainId, verifyingContract: facts.contracts.componentRegistry };
      const signature = await signTypedData(config, { account: wallet, ...mintVoucherMessage(domain, voucher) });
      await client.sale.sign.mutate({ componentId, signature });
      return { voucher, signature };
    },
  });
}
