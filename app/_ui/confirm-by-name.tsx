'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './field.tsx';
import { Notice } from './notice.tsx';

interface ConfirmByNameProps {
  title: string;
  lead: string;
  name: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onConfirm: () => void;
  problem?: string | undefined;
  /** The words of the button; “Delete” unless told. */
  action?: string;
}

/** Asks for the name of what is about to be deleted. */
export function ConfirmByName(props: ConfirmByNameProps) {
  const { title, lead, name, isOpen, onOpenChange, onConfirm, problem, action } = props;
  const t = useTranslations('shell');
  const [typed, setTyped] = useState('');

  function submit(event: FormEvent) {
    event.preventDefault();
    if (typed === name) onConfirm();
  }

  return (
    <Dialog title={title} description={lead} isOpen={isOpen} onOpenChange={onOpenChange}>
      <form onSubmit={submit} className="space-y-4">
        <TextField
          label={t('confirmName', { name })}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {problem && <Notice tone="bad">{problem}</Notice>}
        <div className="flex gap-2">
          <Button type="submit" tone="danger" disabled={typed !== name}>
            {action ?? t('delete')}
          </Button>
          <Button onClick={() => onOpenChange(false)}>{t('cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
