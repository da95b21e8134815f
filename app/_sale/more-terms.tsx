'use client';
import { useTranslations } from 'next-intl';
import { CheckField, TextField } from '#app/_ui/field.tsx';
import { ParentFields } from './parent-fields.tsx';
import type { SaleProblem } from './read-sale-draft.ts';
import type { TermsProps } from './terms-step.tsx';

/** Terms with sensible beginnings: shares, supply, time, passing on, and the parents. */
export function MoreTerms(props: TermsProps) {
  const t = useTranslations('sale.more');
  const { draft, onChange } = props;
  const isSold = draft.preset !== 'hosted';
  const hasDomains = draft.prices.some(({ domain }) => domain.trim() !== '');
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <NumberText {...props} field="ask" problem="ask" />
        <NumberText {...props} field="royalty" problem="royalty" />
        {isSold && <NumberText {...props} field="seatCap" problem="cap" placeholder={t('unlimited')} />}
        {isSold && hasDomains && <NumberText {...props} field="domainCap" problem="cap" placeholder={t('unlimited')} />}
        {isSold && <NumberText {...props} field="days" problem="days" placeholder={t('forEver')} />}
      </div>
      {isSold && (
        <CheckField
          label={t('soulbound')}
          checked={draft.isSoulbound}
          onChange={(event) => onChange({ isSoulbound: event.target.checked })}
        />
      )}
      <ParentFields {...props} />
    </>
  );
}

interface NumberTextProps extends TermsProps {
  field: 'ask' | 'royalty' | 'seatCap' | 'domainCap' | 'days';
  problem: SaleProblem;
  placeholder?: string;
}

function NumberText({ draft, problems, onChange, field, problem, placeholder }: NumberTextProps) {
  const t = useTranslations('sale');
  return (
    <TextField
      label={t(`more.${field}`)}
      hint={t(`more.${field}Hint`)}
      error={problems.includes(problem) ? t(`problem.${problem}`) : undefined}
      inputMode="decimal"
      autoComplete="off"
      {...(placeholder ? { placeholder } : {})}
      value={draft[field]}
      onChange={(event) => onChange({ [field]: event.target.value })}
    />
  );
}
