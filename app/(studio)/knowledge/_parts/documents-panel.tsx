'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { DocumentRow } from './document-row.tsx';
import { DropZone } from './drop-zone.tsx';

interface DocumentsPanelProps {
  knowledgeId: string;
  initial: RouterOutputs['knowledge']['documents'];
  limits: RouterOutputs['knowledge']['limits'];
}

/** Where documents are dropped in and can be watched while they are read. */
export function DocumentsPanel({ knowledgeId, initial, limits }: DocumentsPanelProps) {
  const t = useTranslations('knowledge');
  const api = useTRPC();
  const queries = useQueryClient();
  const { data } = useQuery({
    ...api.knowledge.documents.queryOptions({ knowledgeId }),
    initialData: initial,
    refetchInterval: (query) => (query.state.data?.isRunning ? 1_000 : false),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: api.knowledge.documents.queryKey({ knowledgeId }) });
  const after = { onSuccess: refresh, onError: (error: { message: string }) => toast.error(error.message) };
  const cancel = useMutation(api.knowledge.cancelDocument.mutationOptions(after));
  const retry = useMutation(api.knowledge.retryDocument.mutationOptions(after));
  const remove = useMutation(api.knowledge.deleteDocument.mutationOptions(after));
  const failed = data.documents.filter(({ state }) => state === 'failed');
  const ready = data.documents.filter(({ state }) => state === 'ready');

  return (
    <div className="space-y-4">
      <DropZone knowledgeId={knowledgeId} limits={limits} onAdded={() => void refresh()} />
      {data.documents.length > 0 && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p role="status" className="text-muted text-sm">
            {t('summary', { ready: ready.length, total: data.documents.length, failed: failed.length })}
          </p>
          {failed.length > 1 && (
            <Button size="small" onClick={() => failed.map(({ id }) => retry.mutate({ documentId: id }))}>
              {t('retryAll', { count: failed.length })}
            </Button>
          )}
        </div>
      )}
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface empty:hidden">
        {data.documents.map((document) => (
          <DocumentRow
            key={document.id}
            knowledgeId={knowledgeId}
            document={document}
            onCancel={() => cancel.mutate({ documentId: document.id })}
            onRetry={() => retry.mutate({ documentId: document.id })}
            onDelete={() => remove.mutate({ documentId: document.id })}
          />
        ))}
      </ul>
    </div>
  );
}
