'use client';
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from './button.tsx';

/** Copies a text and says so. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useTranslations('shell');
  const [isCopied, setIsCopied] = useState(false);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
      toast.success(t('copied'));
    } catch {
      // Browsers offer the clipboard only on secure addresses and where it is allowed.
      toast.error(t('copyRefused'));
    }
  }

  return (
    <Button size="small" onClick={() => void copy()} aria-label={label ?? t('copy')}>
      {isCopied ? <Check className="size-4" /> : <Copy className="size-4" />}
      {t('copy')}
    </Button>
  );
}
