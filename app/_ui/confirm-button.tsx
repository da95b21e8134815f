'use client';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface ConfirmButtonProps extends ComponentProps<typeof Button> {
  /** What is asked, and what will happen. */
  title: string;
  lead: string;
  /** The words of the button that does it. */
  confirm: string;
  onConfirm: () => void;
}

/** A button that asks once more before it does what can't be undone. */
export function ConfirmButton({ title, lead, confirm, onConfirm, ...button }: ConfirmButtonProps) {
  const t = useTranslations('shell');
  const [isOpen, setIsOpen] = useState(false);

  function agree() {
    setIsOpen(false);
    onConfirm();
  }

  return (
    <>
      <Button {...button} onClick={() => setIsOpen(true)} />
      <Dialog title={title} description={lead} isOpen={isOpen} onOpenChange={setIsOpen}>
        <div className="flex flex-wrap gap-2">
          <Button tone="danger" onClick={agree}>
            {confirm}
          </Button>
          <Button onClick={() => setIsOpen(false)}>{t('cancel')}</Button>
        </div>
      </Dialog>
    </>
  );
}
