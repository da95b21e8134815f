'use client';
import type { UseFormReturn } from 'react-hook-form';
import type { AgentFormChoices, AgentFormValues } from './agent-form-types.ts';
import { BasicsSection } from './basics-section.tsx';
import { BehaviourSection } from './behaviour-section.tsx';
import { EvidenceSection } from './evidence-section.tsx';
import { KnowledgeSection } from './knowledge-section.tsx';
import { PromptsSection } from './prompts-section.tsx';
import { RulesSection } from './rules-section.tsx';
import { StartersSection } from './starters-section.tsx';
import { ToolsSection } from './tools-section.tsx';

interface SectionsProps {
  form: UseFormReturn<AgentFormValues>;
  choices: AgentFormChoices;
}

/** All sections of the agent's form, in the order in which an agent is made. */
export function AgentSections({ form: { register, control }, choices }: SectionsProps) {
  const section = { register, control };
  return (
    <>
      <BasicsSection {...section} models={choices.models} />
      <KnowledgeSection {...section} knowledge={choices.knowledge} />
      <PromptsSection {...section} prompts={choices.prompts} />
      <RulesSection control={control} prompts={choices.prompts} />
      <ToolsSection {...section} tools={choices.tools} plugins={choices.plugins} />
      <BehaviourSection {...section} />
      <EvidenceSection {...section} />
      <StartersSection {...section} />
    </>
  );
}
