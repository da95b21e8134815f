'use client';
import { useTranslations } from 'next-intl';
import { SelectField } from '#app/_ui/field.tsx';

interface CollectionNameProps {
  names: (string | null)[];
  chosen: string | null;
  /** Where it stood, if it can't any more. */
  lost: string | null;
  onChange: (name: string | null) => void;
}

/** Under which of their names a curator's collection stands. */
export function CollectionName({ names, chosen, lost, onChange }: CollectionNameProps) {
  const t = useTranslations('market');
  return (
    <SelectField
      label={t('collection.curator')}
      hint={lost === null ? undefined : t('curate.lostName', { name: lost })}
      value={chosen ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
    >
      {names.map((name) => (
        <option key={name ?? ''} value={name ?? ''}>
          {name ?? t('collection.operator')}
        </option>
      ))}
    </SelectField>
  );
}
