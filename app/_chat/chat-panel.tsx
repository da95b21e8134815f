'use client';
import { Eraser, RotateCcw, Send, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { Citation, Trace } from '#protocol/retrieval/trace.ts';
import { ChatMessage } from './chat-message.tsx';
import { CitationDialog } from './citation-dialog.tsx';
import { TraceDrawer } from './trace-drawer.tsx';
import { useChat } from './use-chat.ts';
import { useFollow } from './use-follow.ts';

/** A chat with streamed answers, sources and traces. `address` takes `{messages}` and answers as an OpenAI stream. */
export function ChatPanel({ address, starters }: { address: string; starters: string[] }) {
  const t = useTranslations('agents.chat');
  const chat = useChat(address);
  const view = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const [draft, setDraft] = useState('');
  const [trace, setTrace] = useState<Trace | null>(null);
  const [citation, setCitation] = useState<Citation | null>(null);

  useFollow(view, list);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (draft.trim() === '' || chat.isAnswering) return;
    void chat.send(draft.trim());
    setDraft('');
  }

  return (
    <section aria-label={t('title')} className="flex h-full min-h-96 flex-col rounded-lg border border-line bg-canvas">
      <div ref={view} className="min-h-0 flex-1 space-y-3 overflow-y-auto p-3">
        {chat.messages.length === 0 && <Starters starters={starters} onPick={(text) => void chat.send(text)} />}
        <ol ref={list} aria-live="polite" className="space-y-3">
          {chat.messages.map((message) => (
            <ChatMessage key={message.id} message={message} onCitation={setCitation} onTrace={setTrace} />
          ))}
        </ol>
      </div>
      <form onSubmit={submit} className="flex items-end gap-2 border-line border-t p-3">
        <textarea
          aria-label={t('question')}
          placeholder={t('placeholder')}
          value={draft}
          rows={1}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            // Enter also ends a word in input methods for Chinese, Japanese and others: it sends only outside of that.
            if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
          }}
          className="min-h-9 min-w-0 flex-1 resize-none rounded-md border border-line bg-surface px-3 py-2 text-sm"
        />
        {chat.isAnswering ? (
          <Button onClick={chat.stop}>
            <Square className="size-4" aria-hidden="true" />
            {t('stop')}
          </Button>
        ) : (
          <Button type="submit" tone="accent" disabled={draft.trim() === ''}>
            <Send className="size-4" aria-hidden="true" />
            {t('send')}
          </Button>
        )}
        {chat.messages.length > 0 && !chat.isAnswering && (
          <>
            <Button size="icon" aria-label={t('again')} title={t('again')} onClick={() => void chat.regenerate()}>
              <RotateCcw className="size-4" />
            </Button>
            <Button size="icon" aria-label={t('startOver')} title={t('startOver')} onClick={chat.clear}>
              <Eraser className="size-4" />
            </Button>
          </>
        )}
      </form>
      <TraceDrawer trace={trace} onClose={() => setTrace(null)} />
      <CitationDialog citation={citation} onClose={() => setCitation(null)} />
    </section>
  );
}

function Starters({ starters, onPick }: { starters: string[]; onPick: (text: string) => void }) {
  const t = useTranslations('agents.chat');
  return (
    <div className="space-y-2 py-6 text-center">
      <p className="text-muted">{t(starters.length > 0 ? 'empty' : 'emptyWithout')}</p>
      <div className="flex flex-wrap justify-center gap-2">
        {starters.map((starter) => (
          <Button key={starter} size="small" className="whitespace-normal" onClick={() => onPick(starter)}>
            {starter}
          </Button>
        ))}
      </div>
    </div>
  );
}
