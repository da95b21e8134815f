'use client';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Controller, useWatch } from 'react-hook-form';
import { FewShotRows } from '#app/_prompts/few-shot-rows.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { limits } from '#protocol/limits.ts';
import type { AgentDraft } from '#protocol/manifests/agent-draft.ts';
import type { AgentFormChoices, SectionProps } from './agent-form-types.ts';
import { RuleCard } from './rule-card.tsx';
import { VariableFields } from './variable-fields.tsx';

type Rule = AgentDraft['prompts']['rules'][number];

const newRule: Rule = { name: '', when: [], system: '', rag: null, fewShot: [], promptId: null };

/** Prompts that take the place of the agent's own when their conditions hold, with variables and worked examples. */
export function RulesSection({ control, prompts }: Pick<SectionProps, 'control'> & Pick<AgentFormChoices, 'prompts'>) {
  const t = useTranslations('agents.rules');
  const variables = Object.keys(useWatch({ control, name: 'draft.prompts.variables' }));
  return (
    <Card className="space-y-4">
      <CardHeading title={t('title')} />
      <Controller
        control={control}
        name="draft.prompts.fewShot"
        render={({ field }) => <FewShotRows rows={field.value} onChange={field.onChange} />}
      />
      <Controller
        control={control}
        name="draft.prompts.variables"
        render={({ field }) => <VariableFields variables={field.value} onChange={field.onChange} />}
      />
      <Controller
        control={control}
        name="draft.prompts.rules"
        render={({ field }) => (
          <Rules rules={field.value} onChange={field.onChange} prompts={prompts} variables={variables} />
        )}
      />
    </Card>
  );
}

interface RulesProps {
  rules: Rule[];
  onChange: (rules: Rule[]) => void;
  prompts: AgentFormChoices['prompts'];
  variables: string[];
}

function Rules({ rules, onChange, prompts, variables }: RulesProps) {
  const t = useTranslations('agents.rules');
  function move(from: number, to: number) {
    const moved = rules.filter((_, at) => at !== from);
    const rule = rules[from];
    if (rule) onChange(moved.toSpliced(to, 0, rule));
  }
  return (
    <section className="space-y-3">
      <h3 className="font-medium text-sm">{t('rules')}</h3>
      <p className="text-muted text-xs">{t('lead')}</p>
      <ol className="space-y-3">
        {rules.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the order
          <li key={index}>
            <RuleCard
              rule={rule}
              place={{ number: index + 1, isFirst: index === 0, isLast: index === rules.length - 1 }}
              prompts={prompts}
              variables={variables}
              onChange={(changed) => onChange(rules.map((one, at) => (at === index ? changed : one)))}
              onMove={(by) => move(index, index + by)}
              onRemove={() => onChange(rules.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ol>
      {rules.length < limits.promptRulesPerAgent && (
        <Button size="small" onClick={() => onChange([...rules, newRule])}>
          <Plus className="size-4" aria-hidden="true" />
          {t('add')}
        </Button>
      )}
    </section>
  );
}
