'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { CodeBlock } from '#app/_ui/code-block.tsx';
import { SelectField, TextArea } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { type ExampleRequest, exampleRequests } from './example-requests.ts';

interface TryApiProps {
  agentId: string;
  nodeId: string;
  model: string;
  question: string;
}

/** Sends a request to the agent's API from the page and shows the node's own answer. */
export function TryApiCard({ agentId, nodeId, model, question }: TryApiProps) {
  const t = useTranslations('agents.try');
  const examples = exampleRequests(model, question);
  const [example, setExample] = useState<ExampleRequest | undefined>(examples[0]);
  const [body, setBody] = useState(() => pretty(examples[0]?.body));
  const send = useMutation({ mutationFn: () => sendRequest({ agentId, nodeId, path: example?.path ?? '', body }) });
  const choose = (name: string) => {
    const chosen = examples.find((one) => one.name === name);
    setExample(chosen);
    setBody(pretty(chosen?.body));
    send.reset();
  };
  const problem = jsonProblem(body);
  return (
    <Card className="space-y-3 lg:col-span-2">
      <CardHeading title={t('title')} />
      <SelectField label={t('example')} value={example?.name} onChange={(event) => choose(event.target.value)}>
        {examples.map(({ name }) => (
          <option key={name} value={name}>
            {t(`examples.${name}`)}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={t('body', { path: example?.path ?? '' })}
        className="min-h-56 font-mono text-xs"
        spellCheck={false}
        value={body}
        error={problem ? t('notJson', { problem }) : undefined}
        onChange={(event) => setBody(event.target.value)}
      />
      <Button tone="accent" onClick={() => send.mutate()} disabled={send.isPending || problem !== null}>
        {send.isPending ? t('sending') : t('send')}
      </Button>
      {send.error && <Notice tone="bad">{send.error.message}</Notice>}
      {send.data && <Answer {...send.data} />}
    </Card>
  );
}

interface ApiAnswer {
  status: number;
  ms: number;
  text: string;
}

function Answer({ status, ms, text }: ApiAnswer) {
  const t = useTranslations('agents.try');
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="space-y-2">
      <h3 id={heading} className="flex items-center gap-2 font-semibold text-sm">
        {t('answer')}
        <Badge tone={status < 400 ? 'good' : 'bad'}>{status}</Badge>
        <span className="font-normal text-muted">{t('took', { ms })}</span>
      </h3>
      <CodeBlock label={t('answer')} code={text} />
    </section>
  );
}

async function sendRequest(input: { agentId: string; nodeId: string; path: string; body: string }): Promise<ApiAnswer> {
  const query = new URLSearchParams({ node: input.nodeId, path: input.path });
  const startedMs = performance.now();
  const response = await fetch(`/api/agents/${input.agentId}/try?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: input.body,
  });
  const text = await response.text();
  const ms = Math.round(performance.now() - startedMs);
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, ms, text: isJson ? pretty(JSON.parse(text)) : text };
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? '';
}

function jsonProblem(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
