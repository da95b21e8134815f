import type { Control, UseFormRegister } from 'react-hook-form';
import type { AgentDraft } from '#protocol/manifests/agent-draft.ts';
import type { RouterOutputs } from '#server/api/router.ts';

/** What the form edits. */
export interface AgentFormValues {
  name: string;
  description: string;
  draft: AgentDraft;
}

export interface AgentFormChoices {
  models: Pick<RouterOutputs['model']['list'][number], 'id' | 'name' | 'contextTokens'>[];
  knowledge: RouterOutputs['knowledge']['list'];
  prompts: RouterOutputs['prompt']['list'];
  tools: RouterOutputs['tool']['list'];
  plugins: RouterOutputs['agent']['pluginChoices'];
}

export interface SectionProps {
  register: UseFormRegister<AgentFormValues>;
  control: Control<AgentFormValues>;
}
