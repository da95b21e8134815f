'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Notice } from '#app/_ui/notice.tsx';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { ChunkCard } from './chunk-card.tsx';

interface DocumentReaderProps {
  document: RouterOutputs['knowledge']['document'];
  initial: RouterOutputs['knowledge']['chunks'];
}

/** A document's text beside its chunks; choosing a chunk shows where it lies. */
export function DocumentReader({ document, initial }: DocumentReaderProps) {
  const t = useTranslations('knowledge.reader');
  const api = useTRPC();
  const queries = useQueryClient();
  const { id: documentId, knowledgeId, text } = document;
  const { data } = useQuery({ ...api.knowledge.chunks.queryOptions({ documentId }), initialData: initial });
  const [chosen, setChosen] = useState<string | null>(null);
  const chunk = data.chunks.find(({ chunkId }) => chunkId === chosen);
  const change = useMutation(
    api.knowledge.changeChunk.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.knowledge.chunks.queryKey({ documentId }) }),
      onError: (error) => toast.error(error.message),
    }),
  );
  return (
    <div className="space-y-4">
      <h2 className="break-all font-semibold text-lg">{document.name}</h2>
      {document.error && <Notice tone="bad">{document.error.message}</Notice>}
      <div className="grid gap-6 lg:grid-cols-2">
        <DocumentText text={text ?? ''} span={chunk ? { start: chunk.startOffset, end: chunk.endOffset } : null} />
        <ScrollRegion label={t('chunks', { count: data.total })} className="min-w-0 lg:max-h-[75dvh]">
          <h3 className="mb-2 font-semibold">{t('chunks', { count: data.total })}</h3>
          <ol className="space-y-2">
            {data.chunks.map((one) => (
              <ChunkCard
                key={one.chunkId}
                chunk={one}
                isChosen={one.chunkId === chosen}
                onChoose={() => setChosen(one.chunkId)}
                onChange={(update) => change.mutate({ knowledgeId, chunkId: one.chunkId, ...update })}
              />
            ))}
          </ol>
        </ScrollRegion>
      </div>
    </div>
  );
}

function DocumentText({ text, span }: { text: string; span: { start: number; end: number } | null }) {
  const t = useTranslations('knowledge.reader');
  const mark = useRef<HTMLElement>(null);
  useEffect(() => {
    if (span) mark.current?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  }, [span]);
  return (
    <ScrollRegion
      label={t('text')}
      className="min-w-0 rounded-lg border border-line bg-surface p-4 max-lg:max-h-80 lg:max-h-[75dvh]"
    >
      <p className="whitespace-pre-wrap break-words text-sm">
        {text.slice(0, span?.start)}
        {span && (
          <mark ref={mark} className="bg-accent-soft text-text">
            {text.slice(span.start, span.end)}
          </mark>
        )}
        {span && text.slice(span.end)}
      </p>
      {text === '' && <p className="text-muted">{t('noText')}</p>}
    </ScrollRegion>
  );
}
