'use client';
import { useMutation } from '@tanstack/react-query';
import { Shuffle } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';

/** Clones a public agent into the reader's studio, with its lineage; says what it lacks there. */
export function RemixButton({ id }: { id: string }) {
  const t = useTranslations('market.remix');
  const router = useRouter();
  const remix = useMutation(
    useTRPC().library.remix.mutationOptions({
      onSuccess: ({ agentId, missing }) => {
        if (missing.length === 0) router.push(`/agents/${agentId}`);
      },
    }),
  );
  const { data: made, error } = remix;
  return (
    <div className="space-y-2">
      <Button className="w-full" disabled={remix.isPending || made !== undefined} onClick={() => remix.mutate({ id })}>
        <Shuffle className="size-4" aria-hidden="true" /> {t('button')}
      </Button>
      <p className="text-muted text-xs">{t('lead')}</p>
      {error && <Notice tone="bad">{error.message}</Notice>}
      {made && made.missing.length > 0 && (
        <Notice tone="warn" title={t('missing')}>
          <ul className="list-disc pl-5">
            {made.missing.map(({ name, deedId }) => (
              <li key={name}>
                {deedId ? (
                  <Link href={`/market/${deedId}`} className="underline">
                    {name}
                  </Link>
                ) : (
                  name
                )}
              </li>
            ))}
          </ul>
          <Link href={`/agents/${made.agentId}`} className="underline">
            {t('open')}
          </Link>
        </Notice>
      )}
    </div>
  );
}
