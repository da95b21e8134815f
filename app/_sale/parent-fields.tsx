'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { limits } from '#protocol/limits.ts';
import type { SaleDraft } from './sale-draft.ts';
import type { TermsProps } from './terms-step.tsx';

/** Deeds that this was made from, each with its share; found ones are there already, others are added by number. */
export function ParentFields({ draft, problems, onChange }: TermsProps) {
  const t = useTranslations('sale.parents');
  const { parents } = draft;
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium text-sm">{t('title')}</legend>
      <p className="text-muted text-sm">{parents.length > 0 ? t('lead') : t('none')}</p>
      {parents.map((parent) => (
        <ParentRow
          key={parent.id}
          parent={parent}
          isWrong={problems.includes('parents')}
          onShare={(share) => onChange({ parents: parents.map((one) => (one === parent ? { ...one, share } : one)) })}
          onRemove={() => onChange({ parents: parents.filter((one) => one !== parent) })}
        />
      ))}
      {parents.length < limits.parentsPerDeed && (
        <AddParent
          onAdd={(id) => {
            if (parents.some((one) => one.id === id)) return;
            onChange({ parents: [...parents, { id, name: '', share: '5' }] });
          }}
        />
      )}
    </fieldset>
  );
}

interface ParentRowProps {
  parent: SaleDraft['parents'][number];
  isWrong: boolean;
  onShare: (share: string) => void;
  onRemove: () => void;
}

function ParentRow({ parent, isWrong, onShare, onRemove }: ParentRowProps) {
  const t = useTranslations('sale.parents');
  const problem = useTranslations('sale.problem');
  const name = `#${parent.id} ${parent.name}`.trim();
  return (
    <div className="flex items-end gap-2">
      <div className="flex-1">
        <TextField
          label={t('share', { name })}
          error={isWrong ? problem('parents') : undefined}
          inputMode="decimal"
          value={parent.share}
          onChange={(event) => onShare(event.target.value)}
        />
      </div>
      <Button tone="plain" size="icon" aria-label={t('remove', { name })} onClick={onRemove}>
        <X className="size-4" />
      </Button>
    </div>
  );
}

function AddParent({ onAdd }: { onAdd: (id: string) => void }) {
  const t = useTranslations('sale.parents');
  const [text, setText] = useState('');
  const id = /^#?([1-9]\d{0,77})$/.exec(text.trim())?.[1];

  function add(event: FormEvent) {
    event.preventDefault();
    if (!id) return;
    onAdd(id);
    setText('');
  }

  return (
    <form onSubmit={add} className="flex items-end gap-2">
      <div className="flex-1">
        <TextField
          label={t('number')}
          placeholder="#12"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button type="submit" disabled={!id}>
        {t('add')}
      </Button>
    </form>
  );
}
