'use client';
import { useTranslations } from 'next-intl';
import { Controller, useWatch } from 'react-hook-form';
import { TemplateArea } from '#app/_prompts/template-area.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { SelectField } from '#app/_ui/field.tsx';
import type { AgentFormChoices, SectionProps } from './agent-form-types.ts';

const idOrNull = { setValueAs: (value: string | null) => value || null };

/** The words the model is given: own texts, or shared prompts in their place. */
export function PromptsSection({ register, control, prompts }: SectionProps & Pick<AgentFormChoices, 'prompts'>) {
  const t = useTranslations('agents.form');
  const variables = Object.keys(useWatch({ control, name: 'draft.prompts.variables' }));
  return (
    <Card className="space-y-3">
      <CardHeading title={t('prompts')} />
      <PromptChoice
        label={t('systemPrompt')}
        purpose="system"
        prompts={prompts}
        {...register('draft.systemPromptId', idOrNull)}
      />
      <Controller
        control={control}
        name="draft.prompts.system"
        render={({ field }) => (
          <TemplateArea
            label={t('systemText')}
            hint={t('ownTextHint')}
            value={field.value}
            onChange={field.onChange}
            variables={variables}
            className="min-h-24"
          />
        )}
      />
      <PromptChoice
        label={t('ragPrompt')}
        purpose="rag"
        prompts={prompts}
        {...register('draft.ragPromptId', idOrNull)}
      />
      <Controller
        control={control}
        name="draft.prompts.rag"
        render={({ field }) => (
          <TemplateArea
            label={t('ragText')}
            hint={t('ragHint')}
            value={field.value}
            onChange={field.onChange}
            variables={variables}
            className="min-h-16"
          />
        )}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField label={t('placement')} hint={t('placementHint')} {...register('draft.prompts.placement')}>
          <option value="last-user-message">{t('lastUserMessage')}</option>
          <option value="system-message">{t('systemMessage')}</option>
        </SelectField>
        <SelectField label={t('callerSystem')} hint={t('callerSystemHint')} {...register('draft.prompts.callerSystem')}>
          <option value="append">{t('append')}</option>
          <option value="replace">{t('replace')}</option>
          <option value="ignore">{t('ignore')}</option>
        </SelectField>
      </div>
    </Card>
  );
}

type ChoiceProps = { label: string; purpose: string; prompts: AgentFormChoices['prompts'] } & Record<string, unknown>;

function PromptChoice({ label, purpose, prompts, ...field }: ChoiceProps) {
  const t = useTranslations('agents.form');
  return (
    <SelectField label={label} {...field}>
      <option value="">{t('ownText')}</option>
      {prompts
        .filter((prompt) => prompt.role === purpose)
        .map((prompt) => (
          <option key={prompt.id} value={prompt.id}>
            {prompt.name}
          </option>
        ))}
    </SelectField>
  );
}
