'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { ArgumentField } from './argument-field.tsx';
import { readArguments } from './read-arguments.ts';
import { type ParameterRow, rowsOf } from './tool-form-values.ts';

/** Makes a real call of the saved tool and shows what came back: as it came, and as the model gets it. */
export function TestCall({ initial: tool }: { initial: RouterOutputs['tool']['get'] }) {
  const t = useTranslations('tools.test');
  const rows = rowsOf(tool.definition).filter(({ by }) => by !== 'fixed');
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const call = useMutation(useTRPC().tool.tryCall.mutationOptions());
  const textOf = (row: ParameterRow) => texts[row.name] ?? row.example;

  function submit(event: FormEvent) {
    event.preventDefault();
    const filled = rows.map((row) => ({ row, text: textOf(row) }));
    const read = readArguments(filled.filter(({ row }) => row.by === 'model'));
    setProblem('wrong' in read ? t('wrongValue', { name: read.wrong }) : null);
    if ('wrong' in read) return;
    const callers = filled.filter(({ row, text }) => row.by === 'caller' && text !== '');
    const metadata = Object.fromEntries(callers.map(({ row, text }) => [row.value, text]));
    call.mutate({ definition: tool.definition, arguments: read.values, metadata });
  }

  return (
    <Card>
      <CardHeading title={t('title')} />
      <p className="mb-3 text-muted text-sm">{t('lead')}</p>
      <form onSubmit={submit} className="space-y-3">
        {rows.map((row) => (
          <ArgumentField
            key={row.name}
            row={row}
            text={textOf(row)}
            onChange={(text) => setTexts((before) => ({ ...before, [row.name]: text }))}
          />
        ))}
        {rows.length === 0 && <p className="text-muted text-sm">{t('noArguments')}</p>}
        <Button type="submit" tone="accent" disabled={call.isPending}>
          {call.isPending ? t('calling') : t('call')}
        </Button>
      </form>
      <div className="mt-4 space-y-3 empty:mt-0" aria-live="polite">
        {(problem ?? call.error) && <Notice tone="bad">{problem ?? call.error?.message}</Notice>}
        {call.data && <CallResult result={call.data} />}
      </div>
    </Card>
  );
}

function CallResult({ result }: { result: RouterOutputs['tool']['tryCall'] }) {
  const t = useTranslations('tools.test');
  return (
    <>
      <div className="flex flex-wrap gap-1.5">
        <Badge tone={result.isError ? 'bad' : 'good'}>{t(result.isError ? 'failed' : 'succeeded')}</Badge>
        {result.status !== null && <Badge>{t('status', { status: result.status })}</Badge>}
        <Badge>{t('ms', { ms: Math.round(result.ms) })}</Badge>
      </div>
      <Outcome title={t('mapped')} text={result.content} />
      <Outcome title={t('raw')} text={result.raw} />
    </>
  );
}

function Outcome({ title, text }: { title: string; text: string }) {
  const t = useTranslations('tools.test');
  return (
    <div>
      <h3 className="mb-1 font-medium text-sm">{title}</h3>
      <ScrollRegion label={title} className="max-h-72 rounded-md border border-line bg-sunken">
        <pre className="whitespace-pre-wrap break-words p-3 font-mono text-xs">{pretty(text) || t('empty')}</pre>
      </ScrollRegion>
    </div>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
