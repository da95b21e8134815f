'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { CodeBlock } from '#app/_ui/code-block.tsx';
import { Fold } from '#app/_ui/fold.tsx';
import { Notice } from '#app/_ui/notice.tsx';

/** For the buyer of a disputed purchase: the key that came, for the arbiter to look at. */
export function ShowKey({ purchaseId }: { purchaseId: string }) {
  const t = useTranslations('market.key.show');
  const shown = useMutation(useTRPC().library.showKey.mutationOptions());
  return (
    <Fold title={t('title')}>
      <p className="text-sm">{t('lead')}</p>
      {shown.data ? (
        <>
          <CodeBlock label={t('key')} code={shown.data.key} isWrapped />
          <CodeBlock label={t('salt')} code={shown.data.salt} isWrapped />
        </>
      ) : (
        <Button size="small" disabled={shown.isPending} onClick={() => shown.mutate({ purchaseId })}>
          {t('button')}
        </Button>
      )}
      {shown.error && <Notice tone="bad">{shown.error.message}</Notice>}
    </Fold>
  );
}
