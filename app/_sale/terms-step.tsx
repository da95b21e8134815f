'use client';
import { useTranslations } from 'next-intl';
import { ChoiceCards } from '#app/_ui/choice-cards.tsx';
import { Fold } from '#app/_ui/fold.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { DeedKind } from '#protocol/market/mint-terms.ts';
import { presetsOf, type SalePreset } from '#protocol/market/preset-terms.ts';
import { LicenceFields } from './licence-fields.tsx';
import { MoreTerms } from './more-terms.tsx';
import { PriceFields } from './price-fields.tsx';
import type { SaleProblem } from './read-sale-draft.ts';
import type { SaleDraft } from './sale-draft.ts';

export interface TermsProps {
  draft: SaleDraft;
  problems: readonly SaleProblem[];
  onChange: (change: Partial<SaleDraft>) => void;
}

interface TermsStepProps extends TermsProps {
  kind: DeedKind;
  onPreset: (preset: SalePreset) => void;
}

/** How a component earns: a preset, its price, who can read it, its licence; everything else is folded. */
export function TermsStep({ kind, draft, problems, onChange, onPreset }: TermsStepProps) {
  const t = useTranslations('sale');
  const isHosted = draft.preset === 'hosted';
  return (
    <div className="space-y-5">
      <ChoiceCards
        legend={t('preset.legend')}
        value={draft.preset}
        onChange={onPreset}
        choices={presetsOf(kind).map((value) => ({
          value,
          title: t(`preset.${value}`),
          lead: t(`preset.${value}Lead`, { kind }),
        }))}
      />
      {!isHosted && <PriceFields kind={kind} draft={draft} problems={problems} onChange={onChange} />}
      {!isHosted && (
        <ChoiceCards
          legend={t('content.legend')}
          value={draft.isPrivate ? 'private' : 'public'}
          onChange={(value) => onChange({ isPrivate: value === 'private' })}
          choices={(['private', 'public'] as const).map((value) => ({
            value,
            title: t(`content.${value}`),
            lead: t(`content.${value}Lead`),
          }))}
        />
      )}
      <LicenceFields draft={draft} problems={problems} onChange={onChange} />
      <Fold title={t('more.title')} isOpen={draft.parents.length > 0 || problems.some((one) => folded.has(one))}>
        <MoreTerms draft={draft} problems={problems} onChange={onChange} />
      </Fold>
      {problems.length > 0 && (
        <Notice tone="bad" title={t('problem.title')}>
          <ul className="list-disc pl-5">
            {problems.map((problem) => (
              <li key={problem}>{t(`problem.${problem}`, { kind })}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

const folded = new Set<SaleProblem>(['ask', 'royalty', 'cap', 'days', 'parents']);
