'use client';
import { useMutation } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

const SellDialog = dynamic(async () => (await import('./sell-dialog.tsx')).SellDialog, { ssr: false });

type Published = RouterOutputs['sale']['publishAgent'];

/** Sells a published version of an agent: a bundle is made of it first, then it is sold as any other component. */
export function SellAgentVersion({ agentVersionId, number }: { agentVersionId: string; number: number }) {
  const t = useTranslations('sale.button');
  const facts = useChain();
  const [published, setPublished] = useState<Published | null>(null);
  const publish = useMutation(
    useTRPC().sale.publishAgent.mutationOptions({
      onSuccess: setPublished,
      onError: (error) => toast.error(error.message),
    }),
  );
  if (!facts) return null;
  return (
    <>
      <Button
        size="small"
        aria-label={t('sellVersion', { number })}
        disabled={publish.isPending}
        onClick={() => publish.mutate({ agentVersionId })}
      >
        {t('sell')}
      </Button>
      {published && <SellDialog {...published} number={number} onClose={() => setPublished(null)} />}
    </>
  );
}
