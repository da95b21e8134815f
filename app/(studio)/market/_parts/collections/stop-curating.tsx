'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { TextArea } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { limits } from '#protocol/limits.ts';

interface StopCuratingProps {
  domainName: string;
  collections: number;
}

/** Stops a domain from curating in this studio, with a reason that its operator reads. */
export function StopCurating({ domainName, collections }: StopCuratingProps) {
  const t = useTranslations('market.operate.curators');
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const stop = useMutation(
    useTRPC().market.stopCurating.mutationOptions({
      onSuccess: () => setIsOpen(false),
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    stop.mutate({ domainName, reason });
  }

  return (
    <>
      <Button size="small" aria-label={t('stopOne', { name: domainName })} onClick={() => setIsOpen(true)}>
        {t('stop')}
      </Button>
      <Dialog
        title={t('stopTitle', { name: domainName })}
        description={t('stopLead', { count: collections })}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
      >
        <form onSubmit={submit} className="space-y-4">
          <TextArea
            label={t('reason')}
            hint={t('reasonHint')}
            required
            maxLength={limits.curationStopLength}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {stop.error && <Notice tone="bad">{stop.error.message}</Notice>}
          <Button type="submit" tone="danger" disabled={stop.isPending || reason.trim() === ''}>
            {t('stop')}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
