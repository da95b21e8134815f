'use client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import { useAddressState } from '#app/_ui/use-address-state.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { ChunkCard } from './chunk-card.tsx';
import { chunksPerPage } from './chunks-per-page.ts';

type Chunk = RouterOutputs['knowledge']['chunks']['chunks'][number];

const shared = 'bg-warn-soft';

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
  const [offset, setOffset] = useState(initial.offset);
  const { data = initial } = useQuery({
    ...api.knowledge.chunks.queryOptions({ documentId, offset, limit: chunksPerPage }),
    ...(offset === initial.offset ? { initialData: initial } : { placeholderData: keepPreviousData }),
  });
  const [chosen, setChosen] = useAddressState('passage');
  const chunk = data.chunks.find(({ chunkId }) => chunkId === chosen);
  const change = useMutation(
    api.knowledge.changeChunk.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.knowledge.chunks.queryKey({ documentId }) }),
      onError: (error) => toast.error(error.message),
    }),
  );
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="break-all font-semibold text-lg">{document.name}</h2>
        <Link href={`/knowledge/${knowledgeId}`} className="text-accent text-sm underline">
          {t('allDocuments')}
        </Link>
      </div>
      {chunk && <p className="text-muted text-xs">{t('marked')}</p>}
      {document.error && <Notice tone="bad">{document.error.message}</Notice>}
      <div className="grid gap-6 lg:grid-cols-2">
        <DocumentText text={text ?? ''} span={chunk ? spanOf(data.chunks, chunk) : null} />
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
          <ChunkPages page={data} onGo={setOffset} />
          {data.total === 0 && <p className="text-muted text-sm">{t('noChunks')}</p>}
        </ScrollRegion>
      </div>
    </div>
  );
}

function ChunkPages({ page, onGo }: { page: DocumentReaderProps['initial']; onGo: (offset: number) => void }) {
  const t = useTranslations('knowledge.reader');
  const { offset, total, chunks } = page;
  const next = offset + chunks.length;
  if (offset === 0 && next >= total) return null;
  return (
    <nav aria-label={t('pagesLabel')} className="mt-3 flex flex-wrap items-center gap-2 text-sm">
      <Button size="small" disabled={offset === 0} onClick={() => onGo(Math.max(0, offset - chunksPerPage))}>
        {t('before')}
      </Button>
      <span>{t('range', { from: offset + 1, to: next, total })}</span>
      <Button size="small" disabled={next >= total} onClick={() => onGo(next)}>
        {t('after')}
      </Button>
    </nav>
  );
}

interface Span {
  start: number;
  end: number;
  /** How much of its beginning and end the neighbours hold too. */
  sharedStart: number;
  sharedEnd: number;
}

function DocumentText({ text, span }: { text: string; span: Span | null }) {
  const t = useTranslations('knowledge.reader');
  const mark = useRef<HTMLElement>(null);
  const start = span?.start;
  useEffect(() => {
    if (start !== undefined) mark.current?.scrollIntoView({ block: 'nearest' });
  }, [start]);
  return (
    <ScrollRegion
      label={t('text')}
      className="min-w-0 rounded-lg border border-line bg-surface p-4 max-lg:max-h-80 lg:max-h-[75dvh]"
    >
      <p className="whitespace-pre-wrap break-words text-sm">
        {text.slice(0, span?.start)}
        {span && (
          <mark ref={mark} className="bg-accent-soft text-text">
            <span className={shared}>{text.slice(span.start, span.sharedStart)}</span>
            {text.slice(span.sharedStart, span.sharedEnd)}
            <span className={shared}>{text.slice(span.sharedEnd, span.end)}</span>
          </mark>
        )}
        {span && text.slice(span.end)}
      </p>
      {text === '' && <p className="text-muted">{t('noText')}</p>}
    </ScrollRegion>
  );
}

/** Where a chunk lies, and which of it lies in the chunks before and after too. */
function spanOf(chunks: readonly Chunk[], chosen: Chunk): Span {
  const { startOffset: start, endOffset: end } = chosen;
  const before = chunks.find(({ ordinal }) => ordinal === chosen.ordinal - 1);
  const after = chunks.find(({ ordinal }) => ordinal === chosen.ordinal + 1);
  const sharedStart = Math.min(end, Math.max(start, before?.endOffset ?? start));
  return { start, end, sharedStart, sharedEnd: Math.max(sharedStart, Math.min(end, after?.startOffset ?? end)) };
}
