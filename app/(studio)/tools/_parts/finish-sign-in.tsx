'use client';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Card } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import type { RouterInputs } from '#server/api/router.ts';

/** Ends a sign-in with what the browser came back with, and goes on where it was begun. */
export function FinishSignIn({ answer }: { answer: RouterInputs['tool']['signIn']['finish'] }) {
  const t = useTranslations('tools.signIn');
  const router = useRouter();
  const isSent = useRef(false);
  const finish = useMutation(
    useTRPC().tool.signIn.finish.mutationOptions({
      onSuccess: ({ host, toolId, url, slot }) => {
        toast.success(t('done', { host }));
        const importAgain = new URLSearchParams({ from: 'mcp', url, slot });
        router.replace(toolId ? `/tools/${toolId}` : `/tools/import?${importAgain}`);
      },
    }),
  );
  const { mutate } = finish;
  useEffect(() => {
    // An answer is good once; an effect may run twice.
    if (isSent.current) return;
    isSent.current = true;
    mutate(answer);
  }, [answer, mutate]);
  if (!finish.error) return <Skeleton lines={2} label={t('finishing')} />;
  return (
    <Card className="space-y-3">
      <Notice tone="bad">{finish.error.message}</Notice>
      <Link href="/tools" className="text-accent text-sm underline">
        {t('back')}
      </Link>
    </Card>
  );
}
