'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

interface DialogProps {
  title: string;
  description?: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
  /** `side` opens as a drawer at the right edge. */
  placement?: 'center' | 'side';
}

const places = {
  center: 'top-1/2 left-1/2 max-h-[85dvh] w-[min(34rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-lg',
  side: 'top-0 right-0 h-dvh w-[min(40rem,100vw)]',
};

/** A modal dialog or side drawer: focus begins at the first field where there is one and stays inside, Escape closes. */
export function Dialog({ title, description, isOpen, onOpenChange, children, placement = 'center' }: DialogProps) {
  const t = useTranslations('shell');
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <Radix.Content
          onOpenAutoFocus={focusFirstField}
          className={`fixed z-50 overflow-y-auto border border-line bg-surface p-5 ${places[placement]}`}
        >
          <div className="mb-3 flex items-start justify-between gap-3">
            <Radix.Title className="min-w-0 font-semibold text-lg [overflow-wrap:anywhere]">{title}</Radix.Title>
            <Radix.Close asChild>
              <Button tone="plain" size="icon" aria-label={t('close')}>
                <X className="size-4" />
              </Button>
            </Radix.Close>
          </div>
          <Radix.Description className={description ? 'mb-3 text-muted text-sm' : 'sr-only'}>
            {description ?? title}
          </Radix.Description>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function focusFirstField(event: Event) {
  const dialog = event.currentTarget;
  if (!(dialog instanceof HTMLElement)) return;
  // Of a group of choices the one that is chosen.
  const field = dialog.querySelector<HTMLElement>(
    'input:not([type="hidden"]):not(:disabled):not([type="radio"]:not(:checked)), select, textarea',
  );
  if (!field) return;
  event.preventDefault();
  field.focus();
}
