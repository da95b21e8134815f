'use client';
import { useTranslations } from 'next-intl';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Steps } from '#app/_ui/steps.tsx';
import { WalletGate } from '#app/_wallet/connect/wallet-gate.tsx';
import type { DeedKind } from '#protocol/market/mint-terms.ts';
import { CoverField } from './cover-field.tsx';
import { PageStep } from './page-step.tsx';
import { SaleDone } from './sale-done.tsx';
import { SignStep } from './sign-step.tsx';
import { TermsStep } from './terms-step.tsx';
import type { SignedVoucher } from './use-mint-plan.ts';
import type { SaleWizard } from './use-sale-wizard.ts';

interface SaleStepsProps {
  componentId: string;
  versionId: string;
  kind: DeedKind;
  wizard: SaleWizard;
  onMint: (signed: SignedVoucher) => void;
  onClose: () => void;
}

/** The present step of a sale, and the way on and back. */
export function SaleSteps({ componentId, versionId, kind, wizard, onMint, onClose }: SaleStepsProps) {
  const t = useTranslations('sale');
  const { step, draft, texts, problems, choices } = wizard;
  if (step === 3) return <SaleDone componentId={componentId} isMinted={wizard.isMinted} onClose={onClose} />;
  return (
    <>
      <Steps label={t('steps.label')} names={[t('steps.terms'), t('steps.page'), t('steps.sign')]} present={step} />
      {step === 0 && (
        <TermsStep {...{ kind, draft, problems }} onChange={wizard.changeDraft} onPreset={wizard.choosePreset} />
      )}
      {step === 1 && (
        <div className="space-y-4">
          <PageStep page={texts} onChange={wizard.changeTexts} />
          <CoverField componentId={componentId} kind={kind} />
        </div>
      )}
      {step === 2 && choices && (
        <WalletGate>
          {(wallet) => (
            <SignStep
              key={wallet}
              {...{ componentId, versionId, kind, choices, wallet, onMint }}
              onParent={wizard.addParent}
              onOffered={wizard.finish}
            />
          )}
        </WalletGate>
      )}
      {wizard.saveProblem && <Notice tone="bad">{wizard.saveProblem}</Notice>}
      <div className="mt-6 flex flex-wrap justify-between gap-2 border-line border-t pt-4">
        {step > 0 ? <Button onClick={wizard.goBack}>{t('steps.back')}</Button> : <span />}
        {step < 2 && (
          <Button tone="accent" disabled={wizard.isSaving} onClick={wizard.goOn}>
            {t('steps.next')}
          </Button>
        )}
      </div>
    </>
  );
}
