'use client';
import { useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { classNames } from '#app/_ui/class-names.ts';
import { Notice } from '#app/_ui/notice.tsx';
import type { Citation, Trace } from '#protocol/retrieval/trace.ts';
import { AnswerText } from './answer-text.tsx';
import { CallCard } from './call-card.tsx';
import type { ShownMessage } from './chat-types.ts';

interface ChatMessageProps {
  message: ShownMessage;
  onCitation: (citation: Citation) => void;
  onTrace: (trace: Trace) => void;
}

/** One message: the person's words, or an answer with outcome, sources and trace. */
export function ChatMessage({ message, onCitation, onTrace }: ChatMessageProps) {
  const t = useTranslations('agents.chat');
  const isUser = message.role === 'user';
  const { trace } = message;
  return (
    <li className={classNames('flex', isUser && 'justify-end')}>
      <div
        className={classNames(
          'max-w-[92%] space-y-2 rounded-lg px-3 py-2',
          isUser ? 'bg-accent-soft' : 'border border-line bg-surface',
        )}
      >
        <p className="sr-only">{isUser ? t('you') : t('agent')}</p>
        {isUser && <p className="whitespace-pre-wrap break-words">{message.content}</p>}
        {message.calls.map((card) => (
          <CallCard key={card.id} card={card} />
        ))}
        {!isUser && message.content === '' && !message.problem && <p className="text-muted">{t('thinking')}</p>}
        {!isUser && message.content !== '' && (
          <AnswerText content={message.content} citations={message.citations} onCitation={onCitation} />
        )}
        <UnsupportedSentences message={message} />
        {message.isCut && <Notice tone="warn">{t('cut')}</Notice>}
        {message.problem && <Notice tone="bad">{message.problem}</Notice>}
        {message.outcome && (
          <div className="flex flex-wrap items-center gap-2">
            <Badge tone={isSupported(message.outcome) ? 'good' : 'warn'}>{t(`outcome.${message.outcome}`)}</Badge>
            {trace && (
              <Button size="small" tone="plain" onClick={() => onTrace(trace)}>
                {t('showTrace')}
              </Button>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

/** The sentences of an answer that no passage says; they may be true all the same. */
function UnsupportedSentences({ message }: Pick<ChatMessageProps, 'message'>) {
  const t = useTranslations('agents.chat');
  const { unsupported, content, outcome } = message;
  if (outcome !== 'grounded' || unsupported.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="cursor-pointer text-warn">{t('unsupported', { count: unsupported.length })}</summary>
      <ul className="mt-1 list-disc space-y-1 pl-5 text-muted">
        {unsupported.map(({ start, end }) => (
          <li key={start}>{content.slice(start, end)}</li>
        ))}
      </ul>
    </details>
  );
}

function isSupported(outcome: ShownMessage['outcome']): boolean {
  return outcome === 'grounded' || outcome === 'answered-from-tools';
}
