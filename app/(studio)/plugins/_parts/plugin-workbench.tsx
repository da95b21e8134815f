'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { CapabilitiesForm } from './capabilities-form.tsx';
import { CodeEditor } from './code-editor.tsx';
import { PluginFields } from './plugin-fields.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { draftOf, readDraft } from './read-draft.ts';
import { TryPanel } from './try-panel.tsx';

interface WorkbenchProps {
  plugin: RouterOutputs['plugin']['get'];
  /** Sample arguments as JSON, by kind. */
  samples: Record<string, string>;
}

/** A plugin's editor at the left; what it may do and a trial of what is in the editor at the right. */
export function PluginWorkbench({ plugin, samples }: WorkbenchProps) {
  const t = useTranslations('plugins');
  const [draft, setDraft] = useState(() => draftOf(plugin));
  const [saved, setSaved] = useState(draft);
  const isDirty = draft !== saved;
  const save = useMutation(useTRPC().plugin.update.mutationOptions());
  const read = readDraft(draft);
  useUnsavedGuard(isDirty);

  function store() {
    if (!('definition' in read)) return;
    const { definition } = read;
    const variables = { pluginId: plugin.id, name: draft.name, definition };
    save.mutate(variables, {
      onSuccess: () => {
        setSaved(draft);
        toast.success(t('saved'));
      },
    });
  }

  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="min-w-0 space-y-4">
        <Card className="space-y-4">
          <PluginFields draft={draft} onChange={setDraft} />
          <CodeEditor
            label={t('source')}
            hint={t('sourceHint')}
            language="typescript"
            minHeight="20rem"
            value={draft.definition.source}
            onChange={(source) => setDraft({ ...draft, definition: { ...draft.definition, source } })}
          />
        </Card>
        {'problem' in read && <ProblemNotice problem={read.problem} />}
        {save.error && <Notice tone="bad">{save.error.message}</Notice>}
        <div className="sticky bottom-0 z-10 flex items-center gap-3 border-line border-t bg-canvas py-3">
          <Button tone="accent" onClick={store} disabled={!isDirty || save.isPending || 'problem' in read}>
            {t('save')}
          </Button>
          <span className="text-muted text-sm">{isDirty ? t('unsaved') : t('upToDate')}</span>
        </div>
      </div>
      <div className="min-w-0 space-y-4">
        <CapabilitiesForm draft={draft} onChange={setDraft} />
        <TryPanel
          definition={'definition' in read ? read.definition : null}
          hasKnowledge={draft.definition.capabilities.knowledge}
          sample={samples[draft.definition.kind] ?? 'null'}
        />
      </div>
    </div>
  );
}

/** The browser asks before a page with unsaved changes is left. */
function useUnsavedGuard(isDirty: boolean) {
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
}
