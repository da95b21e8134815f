'use client';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Controller, useWatch } from 'react-hook-form';
import { FewShotRows } from '#app/_prompts/few-shot-rows.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { useRows } from '#app/_ui/use-rows.ts';
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
        render={({ field }) => <FewShotRows examples={field.value} onChange={field.onChange} />}
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
  const { rows, add } = useRows(rules, onChange);
  return (
    <section className="space-y-3">
      <h3 className="font-medium text-sm">{t('rules')}</h3>
      <p className="text-muted text-xs">{t('lead')}</p>
      <ol className="space-y-3">
        {rows.map(({ id, value, number, ...row }) => (
          <li key={id}>
            <RuleCard
              rule={value}
              place={{ number, isFirst: number === 1, isLast: number === rows.length }}
              prompts={prompts}
              variables={variables}
              onChange={row.change}
              onMove={row.moveBy}
              onRemove={row.remove}
            />
          </li>
        ))}
      </ol>
      {rows.length < limits.promptRulesPerAgent && (
        <Button size="small" onClick={() => add(newRule)}>
          <Plus className="size-4" aria-hidden="true" />
          {t('add')}
        </Button>
      )}
    </section>
  );
}
