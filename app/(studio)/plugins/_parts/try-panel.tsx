'use client';
import { useMutation } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { TextArea } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { ControlPluginRun } from '#protocol/control/plugin-run.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import { CodeEditor } from './code-editor.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { readJson } from './read-draft.ts';
import { RunOutcome } from './run-outcome.tsx';

interface TryPanelProps {
  /** null while something in the editor is wrong. */
  definition: PluginDefinition | null;
  hasKnowledge: boolean;
  sample: string;
}

/** Runs what is in the editor once on a node, with a sample argument. */
export function TryPanel({ definition, hasKnowledge, sample }: TryPanelProps) {
  const t = useTranslations('plugins.try');
  const [input, setInput] = useState(sample);
  const [passages, setPassages] = useState('');
  const run = useMutation(useTRPC().plugin.run.mutationOptions());
  const read = readJson(input);

  function start() {
    if (!definition || !('value' in read)) return;
    const lines = passages.split('\n').filter((text) => text.trim() !== '');
    run.mutate({
      definition,
      input: read.value as ControlPluginRun['input'],
      passages: hasKnowledge ? lines.slice(0, 20).map((text) => ({ document: t('document'), text })) : [],
    });
  }

  return (
    <Card className="space-y-4">
      <CardHeading
        title={t('title')}
        actions={
          <Button size="small" tone="plain" onClick={() => setInput(sample)}>
            {t('sample')}
          </Button>
        }
      />
      <p className="text-muted text-sm">{t('lead')}</p>
      <CodeEditor label={t('input')} language="json" value={input} onChange={setInput} />
      {hasKnowledge && (
        <TextArea
          label={t('passages')}
          hint={t('passagesHint')}
          value={passages}
          onChange={(event) => setPassages(event.target.value)}
        />
      )}
      {'reason' in read && <ProblemNotice problem={{ kind: 'input', reason: read.reason }} />}
      <Button tone="accent" onClick={start} disabled={!definition || 'reason' in read || run.isPending}>
        <Play className="size-4" aria-hidden="true" />
        {run.isPending ? t('running') : t('run')}
      </Button>
      <div aria-live="polite" className="space-y-4 empty:-mt-4">
        {run.error && <Notice tone="bad">{run.error.message}</Notice>}
        {run.data && <RunOutcome outcome={run.data} />}
      </div>
    </Card>
  );
}
