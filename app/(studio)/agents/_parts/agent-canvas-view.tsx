'use client';
import dynamic from 'next/dynamic';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { NodeInspector } from '#app/(studio)/agents/_canvas/node-inspector.tsx';
import type { useFormHistory } from '#app/(studio)/agents/_canvas/use-form-history.ts';
import type { AgentFormChoices, AgentFormValues } from './agent-form-types.ts';
import { BasicsSection } from './basics-section.tsx';
import { BehaviourSection } from './behaviour-section.tsx';
import { EvidenceSection } from './evidence-section.tsx';
import { HostedKnowledge } from './hosted-knowledge.tsx';
import { KnowledgeSection } from './knowledge-section.tsx';
import { PromptsSection } from './prompts-section.tsx';
import { RulesSection } from './rules-section.tsx';
import { StartersSection } from './starters-section.tsx';
import { ToolsSection } from './tools-section.tsx';

const AgentCanvas = dynamic(() => import('#app/(studio)/agents/_canvas/agent-canvas.tsx').then((m) => m.AgentCanvas), {
  ssr: false,
  loading: () => <Skeleton lines={8} label="…" />,
});

interface ViewProps {
  form: UseFormReturn<AgentFormValues>;
  choices: AgentFormChoices;
  history: ReturnType<typeof useFormHistory>;
}

/** The canvas over the form's own values: each node is edited by the section that edits it in the form. */
export function AgentCanvasView({ form, choices, history }: ViewProps) {
  const { register, control, setValue } = form;
  const draft = useWatch({ control, name: 'draft' });
  const section = { register, control };
  /** Each change on the canvas is a step of its own, apart from what was typed before it. */
  const change = (changed: typeof draft) => {
    history.write();
    setValue('draft', changed, { shouldDirty: true });
    history.write();
  };
  const sections = {
    question: <StartersSection {...section} />,
    search: <KnowledgeSection {...section} knowledge={choices.knowledge} />,
    hosted: <HostedKnowledge control={control} />,
    prompt: <PromptsSection {...section} prompts={choices.prompts} />,
    rule: <RulesSection control={control} prompts={choices.prompts} />,
    tool: <ToolsSection {...section} tools={choices.tools} plugins={choices.plugins} />,
    plugin: <ToolsSection {...section} tools={choices.tools} plugins={choices.plugins} />,
    model: (
      <>
        <BasicsSection {...section} models={choices.models} />
        <BehaviourSection {...section} />
      </>
    ),
    answer: <EvidenceSection {...section} />,
  };
  return (
    <AgentCanvas
      draft={draft}
      choices={choices}
      history={history}
      onChange={change}
      inspect={(kind, nodeId) => <NodeInspector {...{ kind, nodeId, sections }} choices={choices} />}
    />
  );
}
