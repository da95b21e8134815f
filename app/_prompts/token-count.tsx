'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useTRPCClient } from '#app/_trpc/trpc.ts';

const pauseMs = 700;

/** How many tokens texts take together, counted by a node with the model's own tokenizer once typing pauses. */
export function TokenCount({ texts, modelId, modelName }: { texts: string[]; modelId: string; modelName: string }) {
  const t = useTranslations('prompts.tokens');
  const settled = useSettled(JSON.stringify(texts));
  const api = useTRPCClient();
  const { data, error } = useQuery({
    queryKey: ['prompt-tokens', modelId, settled],
    queryFn: ({ signal }) => api.prompt.countTokens.mutate({ modelId, texts: JSON.parse(settled) }, { signal }),
    enabled: modelId !== '',
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const total = data?.reduce((sum, count) => sum + count, 0);
  return (
    <p aria-live="polite" className="text-muted text-sm">
      {total === undefined ? (error?.message ?? t('counting')) : t('count', { count: total, model: modelName })}
    </p>
  );
}

/** A value that follows once it hasn't changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
