'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { ChatPanel } from '#app/_chat/chat-panel.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { useFormHistory } from '#app/(studio)/agents/_canvas/use-form-history.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { AgentCanvasView } from './agent-canvas-view.tsx';
import type { AgentFormChoices, AgentFormValues } from './agent-form-types.ts';
import { AgentSections } from './agent-sections.tsx';
import { type AgentView, ViewSwitch } from './view-switch.tsx';

/** The agent's form or canvas at the left, a live preview chat of what is saved at the right. */
export function AgentForm({ agent, ...choices }: { agent: RouterOutputs['agent']['get'] } & AgentFormChoices) {
  const t = useTranslations('agents.form');
  const form = useForm<AgentFormValues>({
    defaultValues: { name: agent.name, description: agent.description, draft: agent.draft },
  });
  const { handleSubmit, reset, formState } = form;
  const [view, setView] = useState<AgentView>('form');
  const history = useFormHistory(form);
  const save = useMutation(useTRPC().agent.update.mutationOptions());
  useUnsavedGuard(formState.isDirty);

  const submit = handleSubmit(async (values) => {
    await save.mutateAsync({ agentId: agent.id, ...values });
    reset(values);
    toast.success(t('saved'));
  });

  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <form onSubmit={(event) => void submit(event).catch(() => undefined)} className="space-y-4">
        <div className="flex items-center justify-between gap-3">
          <ViewSwitch view={view} onChange={setView} />
        </div>
        {view === 'form' ? (
          <AgentSections form={form} choices={choices} />
        ) : (
          <AgentCanvasView form={form} choices={choices} history={history} />
        )}
        {save.error && <Notice tone="bad">{save.error.message}</Notice>}
        <div className="sticky bottom-0 flex items-center gap-3 border-line border-t bg-canvas py-3">
          <Button type="submit" tone="accent" disabled={!formState.isDirty || save.isPending}>
            {t('save')}
          </Button>
          <span className="text-muted text-sm">{formState.isDirty ? t('unsaved') : t('upToDate')}</span>
        </div>
      </form>
      <div className="lg:sticky lg:top-20 lg:h-[calc(100dvh-8rem)]">
        <h2 className="mb-2 font-semibold">{t('preview')}</h2>
        <div className="h-[calc(100%-2rem)]">
          <ChatPanel address={`/api/agents/${agent.id}/preview`} starters={agent.draft.starters} />
        </div>
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
