'use client';
import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import type { Citation } from '#protocol/retrieval/trace.ts';

/** The sentence that an answer rests on, and the way to where it is marked in its document. */
export function CitationDialog({ citation, onClose }: { citation: Citation | null; onClose: () => void }) {
  const t = useTranslations('agents.chat');
  return (
    <Dialog title={citation?.document ?? ''} isOpen={citation !== null} onOpenChange={onClose}>
      {citation && (
        <div className="space-y-4">
          {citation.page !== null && <p className="text-muted text-sm">{t('page', { page: citation.page })}</p>}
          <blockquote className="border-accent border-l-4 pl-3">{citation.quote}</blockquote>
          {citation.chunkId !== '' && (
            <Button asChild>
              <a href={`/passages/${citation.chunkId}`} target="_blank" rel="noreferrer">
                <ExternalLink className="size-4" aria-hidden="true" />
                {t('openDocument')}
              </a>
            </Button>
          )}
        </div>
      )}
    </Dialog>
  );
}
