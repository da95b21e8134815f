'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { ChatPanel } from '#app/_chat/chat-panel.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { useUnsavedGuard } from '#app/_ui/use-unsaved-guard.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import type { AgentFormChoices, AgentFormValues } from './agent-form-types.ts';
import { BasicsSection } from './basics-section.tsx';
import { BehaviourSection } from './behaviour-section.tsx';
import { EvidenceSection } from './evidence-section.tsx';
import { KnowledgeSection } from './knowledge-section.tsx';
import { PromptsSection } from './prompts-section.tsx';
import { StartersSection } from './starters-section.tsx';

/** The agent's form at the left, a live preview chat of what is saved at the right. */
export function AgentForm({ agent, ...choices }: { agent: RouterOutputs['agent']['get'] } & AgentFormChoices) {
  const t = useTranslations('agents.form');
  const { register, control, handleSubmit, reset, formState } = useForm<AgentFormValues>({
    defaultValues: { name: agent.name, description: agent.description, draft: agent.draft },
  });
  const router = useRouter();
  const save = useMutation(useTRPC().agent.update.mutationOptions());
  useUnsavedGuard(formState.isDirty);

  const submit = handleSubmit(async (values) => {
    await save.mutateAsync({ agentId: agent.id, ...values });
    reset(values);
    router.refresh();
    toast.success(t('saved'));
  });
  const section = { register, control };

  return (
    <div className="grid gap-6 lg:grid-cols-2 [&>*]:min-w-0">
      <form onSubmit={(event) => void submit(event).catch(() => undefined)} className="space-y-4">
        <BasicsSection {...section} models={choices.models} />
        <KnowledgeSection {...section} knowledge={choices.knowledge} />
        <PromptsSection {...section} prompts={choices.prompts} />
        <BehaviourSection {...section} />
        <EvidenceSection {...section} />
        <StartersSection {...section} />
        {save.error && <Notice tone="bad">{save.error.message}</Notice>}
        <div className="sticky bottom-0 flex items-center gap-3 border-line border-t bg-canvas py-3">
          <Button type="submit" tone="accent" disabled={!formState.isDirty || save.isPending}>
            {t('save')}
          </Button>
          <span className="text-muted text-sm">{formState.isDirty ? t('unsaved') : t('upToDate')}</span>
          <a href="#preview" className="ml-auto text-accent text-sm underline lg:hidden">
            {t('toPreview')}
          </a>
        </div>
      </form>
      <div className="h-[36rem] lg:sticky lg:top-20 lg:h-[calc(100dvh-21rem)] lg:min-h-96">
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
