'use client';
import { useTranslations } from 'next-intl';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import { type HeldPurchase, type Remedy, useRemedyPlan } from './use-remedy-plan.ts';

interface RemedyButtonProps {
  purchase: HeldPurchase;
  remedy: Remedy;
  /** It is what to do now. */
  isUrgent: boolean;
}

/** What somebody can send about a purchase whose price is held. */
export function RemedyButton({ purchase, remedy, isUrgent }: RemedyButtonProps) {
  const t = useTranslations('market.key.remedy');
  const plan = useRemedyPlan(purchase, remedy);
  return (
    <SendButton size="small" tone={isUrgent ? 'accent' : 'quiet'} plan={plan}>
      {t(`${remedy.kind}.button`)}
    </SendButton>
  );
}
