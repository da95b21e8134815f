'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

type Newer = RouterOutputs['agent']['newerParts'];

interface NewerPartsProps {
  agentId: string;
  initial: Newer;
  /** Where it is published; absent on that very page. */
  publishHref?: string;
}

/** Which parts of an agent's newest version have a newer version here, and how it moves to them: by itself it never does. */
export function NewerParts({ agentId, initial, publishHref }: NewerPartsProps) {
  const t = useTranslations('agents.newer');
  const kinds = useTranslations('market.kind');
  const { data } = useQuery({ ...useTRPC().agent.newerParts.queryOptions({ agentId }), initialData: initial });
  if (!data || data.parts.length === 0) return null;
  const { number, parts } = data;
  return (
    <div className="mb-6">
      <Notice title={t('title', { number })}>
        <ul className="my-2 list-disc space-y-1 pl-5">
          {parts.map(({ componentId, kind, name, before, after }) => (
            <li key={componentId} className="break-words">
              {kinds(kind)} <span className="font-medium">{name}</span>:{' '}
              {before !== null && after !== null
                ? t('versions', { before, after })
                : t(kind === 'agent' ? 'agent' : 'prompt')}
            </li>
          ))}
        </ul>
        <p>
          {t('lead', { number })}{' '}
          {publishHref && (
            <Link href={publishHref} className="text-accent underline">
              {t('publish')}
            </Link>
          )}
        </p>
      </Notice>
    </div>
  );
}
