'use client';
import { useMutation } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { SelectField, TextArea } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { limits } from '#protocol/limits.ts';

const reasons = ['copied', 'harmful', 'personal', 'misleading', 'other'] as const;

/** Tells the operator of this studio what is wrong with a component. */
export function ReportButton({ id }: { id: string }) {
  const t = useTranslations('market.report');
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState<(typeof reasons)[number]>('copied');
  const [text, setText] = useState('');
  const report = useMutation(
    useTRPC().market.report.mutationOptions({
      onSuccess: () => {
        setIsOpen(false);
        setText('');
        toast.success(t('sent'));
      },
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    report.mutate({ id, reason, text });
  }

  return (
    <>
      <Button tone="plain" size="small" onClick={() => setIsOpen(true)}>
        <Flag className="size-4" aria-hidden="true" /> {t('button')}
      </Button>
      <Dialog title={t('title')} description={t('lead')} isOpen={isOpen} onOpenChange={setIsOpen}>
        <form onSubmit={submit} className="space-y-4">
          <SelectField
            label={t('reason')}
            value={reason}
            onChange={(event) => setReason(reasons.find((one) => one === event.target.value) ?? 'other')}
          >
            {reasons.map((one) => (
              <option key={one} value={one}>
                {t(`reasons.${one}`)}
              </option>
            ))}
          </SelectField>
          <TextArea
            label={t('text')}
            hint={t('textHint')}
            maxLength={limits.reportLength}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {report.error && <Notice tone="bad">{report.error.message}</Notice>}
          <Button type="submit" tone="accent" disabled={report.isPending}>
            {t('send')}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
