'use client';
import { useTranslations } from 'next-intl';
import { SelectField, TextArea } from '#app/_ui/field.tsx';
import { limits } from '#protocol/limits.ts';
import { spdxLicences } from '#protocol/market/spdx-licences.ts';
import { ownLicence } from './sale-draft.ts';
import type { TermsProps } from './terms-step.tsx';

/** What people may do with it: a licence by name, or a text of its own. */
export function LicenceFields({ draft, problems, onChange }: TermsProps) {
  const t = useTranslations('sale.licence');
  const problem = useTranslations('sale.problem');
  return (
    <div className="space-y-3">
      <SelectField
        label={t('label')}
        hint={draft.licence === ownLicence ? undefined : t('hint')}
        value={draft.licence}
        onChange={(event) => onChange({ licence: event.target.value })}
      >
        {spdxLicences.map((name) => (
          <option key={name} value={name}>
            {t.has(`words.${wordsKey(name)}`) ? `${name}: ${t(`words.${wordsKey(name)}`)}` : name}
          </option>
        ))}
        <option value={ownLicence}>{t('own')}</option>
      </SelectField>
      {draft.licence === ownLicence && (
        <TextArea
          label={t('text')}
          hint={t('textHint')}
          error={problems.includes('licence') ? problem('licence') : undefined}
          maxLength={limits.licenceTextLength}
          value={draft.ownLicence}
          onChange={(event) => onChange({ ownLicence: event.target.value })}
        />
      )}
    </div>
  );
}

/** A point would be a level in the message files. */
function wordsKey(name: string): string {
  return name.replaceAll('.', '_');
}
