'use client';
import { useQueryClient } from '@tanstack/react-query';
import { Send, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { ChatMessage } from '#app/_chat/chat-message.tsx';
import type { ShownMessage } from '#app/_chat/chat-types.ts';
import { CitationDialog } from '#app/_chat/citation-dialog.tsx';
import { useChat } from '#app/_chat/use-chat.ts';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { limits } from '#protocol/limits.ts';
import type { Citation } from '#protocol/retrieval/trace.ts';
import type { RouterOutputs } from '#server/api/router.ts';

export type Facts = NonNullable<RouterOutputs['trial']['facts']>;

/** Questions to a component on its creator's node, each for itself, as long as the day's budget lasts. */
export function TryCard({ componentId, facts }: { componentId: string; facts: Facts }) {
  const t = useTranslations('market.try');
  const api = useTRPC();
  const queries = useQueryClient();
  const chat = useChat(`/api/trials/${componentId}/ask`, lastQuestion);
  const [draft, setDraft] = useState('');
  const [citation, setCitation] = useState<Citation | null>(null);
  const { questionsLeft, isNodeReady } = facts;
  const canAsk = isNodeReady && questionsLeft > 0;

  async function ask(question: string) {
    await chat.send(question);
    await queries.invalidateQueries({ queryKey: api.trial.facts.queryKey({ componentId }) });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (draft.trim() === '' || chat.isAnswering || !canAsk) return;
    void ask(draft.trim());
    setDraft('');
  }

  return (
    <Card className="space-y-3">
      <CardHeading
        title={t('title')}
        actions={<span className="text-muted text-sm">{t('left', { count: questionsLeft })}</span>}
      />
      <p className="text-muted text-sm">{t('lead')}</p>
      {chat.messages.length > 0 && (
        <ol aria-live="polite" className="space-y-3 rounded-md bg-canvas p-3">
          {chat.messages.map((message) => (
            <ChatMessage key={message.id} message={message} onCitation={setCitation} onTrace={() => undefined} />
          ))}
        </ol>
      )}
      {!isNodeReady && <Notice tone="warn">{t('away')}</Notice>}
      {isNodeReady && questionsLeft === 0 && !chat.isAnswering && <Notice>{t('usedUp')}</Notice>}
      <form onSubmit={submit} className="space-y-3">
        <TextField
          label={t('question')}
          maxLength={limits.trialQuestionLength}
          value={draft}
          disabled={!canAsk}
          onChange={(event) => setDraft(event.target.value)}
        />
        {chat.isAnswering ? (
          <Button onClick={chat.stop}>
            <Square className="size-4" aria-hidden="true" /> {t('stop')}
          </Button>
        ) : (
          <Button type="submit" tone="accent" disabled={!canAsk || draft.trim() === ''}>
            <Send className="size-4" aria-hidden="true" /> {t('ask')}
          </Button>
        )}
      </form>
      <CitationDialog citation={citation} onClose={() => setCitation(null)} />
    </Card>
  );
}

/** Every question stands for itself: earlier ones aren't sent. */
function lastQuestion(messages: ShownMessage[]): object {
  return { question: messages.at(-1)?.content ?? '' };
}
