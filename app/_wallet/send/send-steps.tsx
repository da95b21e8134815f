'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Address, PublicClient } from 'viem';
import { useConfig } from 'wagmi';
import { getPublicClient } from 'wagmi/actions';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { SendPlan } from './send-plan.ts';
import { SendProgress } from './send-progress.tsx';
import type { TransactionStep } from './send-types.ts';
import { StepFacts } from './step-facts.tsx';
import { useSend } from './use-send.ts';

interface SendStepsProps {
  plan: SendPlan;
  account: Address;
  onClose: () => void;
}

/** The steps of a plan for one wallet, worked out from how the chain stands now. */
export function SendSteps(props: SendStepsProps) {
  const { plan, account, onClose } = props;
  const t = useTranslations('wallet.send');
  const facts = useChain();
  const config = useConfig();
  const steps = useQuery({
    queryKey: ['send-plan', account, ...plan.key],
    enabled: facts !== null,
    // Worked out once: what a person has read is what they sign.
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false },
    queryFn: () => {
      if (!facts) throw new Error('There is no chain.');
      return plan.prepare({ account, facts, client: getPublicClient(config) as PublicClient });
    },
  });
  if (steps.error) return <Hindered message={steps.error.message} onRetry={() => void steps.refetch()} />;
  if (!steps.data) return <Skeleton lines={3} label={t('preparing')} />;
  if (steps.data.length === 0) return <Nothing onClose={onClose} />;
  return <StepByStep {...props} steps={steps.data} />;
}

/** What keeps it from being sent, before anything was asked of the wallet. */
function Hindered({ message, onRetry }: { message: string; onRetry: () => void }) {
  const t = useTranslations('wallet.send');
  return (
    <div className="space-y-3">
      <Notice tone="bad" title={t('hindered')}>
        {message}
      </Notice>
      <Button onClick={onRetry}>{t('again')}</Button>
    </div>
  );
}

function Nothing({ onClose }: { onClose: () => void }) {
  const t = useTranslations('wallet.send');
  return (
    <div className="space-y-3">
      <Notice>{t('nothing')}</Notice>
      <Button onClick={onClose}>{t('close')}</Button>
    </div>
  );
}

function StepByStep({ plan, account, steps, onClose }: SendStepsProps & { steps: TransactionStep[] }) {
  const t = useTranslations('wallet.send');
  const [index, setIndex] = useState(0);
  const { state, send, resume, reset } = useSend();
  const step = steps[index];
  const isLast = index === steps.length - 1;
  useEffect(() => {
    if (step) resume(step);
  }, [step, resume]);
  if (!step) return null;

  const isBusy = state.step === 'asked' || state.step === 'sent';
  const done = state.step === 'confirmed' ? state.hash : null;
  const next = () => {
    if (!isLast) {
      reset();
      setIndex(index + 1);
      return;
    }
    onClose();
    if (done) plan.onDone?.(done);
  };
  return (
    <div className="space-y-4">
      {steps.length > 1 && <p className="text-muted text-sm">{t('step', { n: index + 1, count: steps.length })}</p>}
      <StepFacts step={step} account={account} />
      <SendProgress state={state} />
      <div className="flex flex-wrap gap-2">
        {done ? (
          <Button tone="accent" onClick={next}>
            {isLast ? t('done') : t('next')}
          </Button>
        ) : (
          <Button tone="accent" onClick={() => send(step, account)} disabled={isBusy}>
            {t(state.step === 'failed' ? 'again' : 'sign')}
          </Button>
        )}
        {!done && <Button onClick={onClose}>{t(isBusy ? 'hide' : 'cancel')}</Button>}
      </div>
    </div>
  );
}
