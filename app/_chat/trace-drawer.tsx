'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import type { Trace } from '#protocol/retrieval/trace.ts';
import { SearchStages } from './search-stages.tsx';

/** What happened inside one answer: times, tokens, retrieval, the final prompt. */
export function TraceDrawer({ trace, onClose }: { trace: Trace | null; onClose: () => void }) {
  const t = useTranslations('agents.trace');
  return (
    <Dialog title={t('title')} isOpen={trace !== null} onOpenChange={onClose} placement="side">
      {trace && (
        <div className="space-y-6">
          <Times trace={trace} />
          {trace.search && (
            <section>
              <h3 className="mb-2 font-semibold">{t('retrieval')}</h3>
              <SearchStages result={trace.search} />
            </section>
          )}
          <section>
            <h3 className="mb-2 font-semibold">{t('prompt')}</h3>
            <ol className="space-y-2">
              {trace.messages.map((message) => (
                <li key={`${message.role}:${message.content}`} className="rounded-md border border-line p-2">
                  <Badge>{message.role}</Badge>
                  <pre className="mt-1 whitespace-pre-wrap break-words font-mono text-xs">{message.content}</pre>
                </li>
              ))}
            </ol>
          </section>
        </div>
      )}
    </Dialog>
  );
}

function Times({ trace }: { trace: Trace }) {
  const t = useTranslations('agents.trace');
  const format = useFormatter();
  const { total, ...stages } = trace.timesMs;
  return (
    <section>
      <h3 className="mb-2 font-semibold">{t('times', { total: format.number(Math.round(total)) })}</h3>
      <ul className="space-y-1.5">
        {Object.entries(stages).map(([stage, ms]) => (
          <li
            key={stage}
            className="grid grid-cols-[6rem_1fr_4.5rem] sm:grid-cols-[8rem_1fr_5rem] items-center gap-2 text-sm"
          >
            <span className="text-muted">{t(`stage.${stage}`)}</span>
            <span className="h-2 overflow-hidden rounded-full bg-sunken">
              <span className="block h-full bg-accent" style={{ width: `${total > 0 ? (ms / total) * 100 : 0}%` }} />
            </span>
            <span className="text-right tabular-nums">{format.number(Math.round(ms))} ms</span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-muted text-sm">{t('tokens', trace.usage)}</p>
    </section>
  );
}
