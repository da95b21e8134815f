'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { ChatPanel } from '#app/_chat/chat-panel.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { classNames } from '#app/_ui/class-names.ts';
import { Notice } from '#app/_ui/notice.tsx';
import { useUnsavedGuard } from '#app/_ui/use-unsaved-guard.ts';
import { useFormHistory } from '#app/(studio)/agents/_canvas/use-form-history.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { AgentCanvasView } from './agent-canvas-view.tsx';
import type { AgentFormChoices, AgentFormValues } from './agent-form-types.ts';
import { AgentSections } from './agent-sections.tsx';
import { type AgentView, ViewSwitch } from './view-switch.tsx';

/** The agent's form at the left or its canvas on top, and a live preview chat of what is saved. */
export function AgentForm({ agent, ...choices }: { agent: RouterOutputs['agent']['get'] } & AgentFormChoices) {
  const t = useTranslations('agents.form');
  const form = useForm<AgentFormValues>({
    defaultValues: { name: agent.name, description: agent.description, draft: agent.draft },
  });
  const router = useRouter();
  const { handleSubmit, reset, formState } = form;
  const [view, setView] = useState<AgentView>('form');
  const history = useFormHistory(form);
  const save = useMutation(useTRPC().agent.update.mutationOptions());
  useUnsavedGuard(formState.isDirty);
  const isForm = view === 'form';

  const submit = handleSubmit(async (values) => {
    await save.mutateAsync({ agentId: agent.id, ...values });
    reset(values);
    router.refresh();
    toast.success(t('saved'));
  });

  return (
    <div className={classNames('grid gap-6 [&>*]:min-w-0', isForm && 'lg:grid-cols-2')}>
      <form onSubmit={(event) => void submit(event).catch(() => undefined)} className="space-y-4">
        <div className="flex items-center justify-between gap-3">
          <ViewSwitch view={view} onChange={setView} />
        </div>
        {isForm ? (
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
          <a href="#preview" className={classNames('ml-auto text-accent text-sm underline', isForm && 'lg:hidden')}>
            {t('toPreview')}
          </a>
        </div>
      </form>
      <div className={classNames('h-[36rem]', isForm && 'lg:sticky lg:top-20 lg:h-[calc(100dvh-21rem)] lg:min-h-96')}>
        <h2 id="preview" className="mb-2 scroll-mt-20 font-semibold">
          {t('preview')}
        </h2>
        <div className="h-[calc(100%-2rem)]">
          <ChatPanel address={`/api/agents/${agent.id}/preview`} starters={agent.draft.starters} />
        </div>
      </div>
    </div>
  );
}
