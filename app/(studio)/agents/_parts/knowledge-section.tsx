'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Controller } from 'react-hook-form';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { CheckField, TextField } from '#app/_ui/field.tsx';
import type { AgentFormChoices, SectionProps } from './agent-form-types.ts';
import { HostedKnowledge } from './hosted-knowledge.tsx';

/** Which knowledge bases the agent reads, and how much of them goes into a prompt. */
export function KnowledgeSection({ control, register, knowledge }: SectionProps & Pick<AgentFormChoices, 'knowledge'>) {
  const t = useTranslations('agents.form');
  return (
    <Card className="space-y-3">
      <CardHeading title={t('knowledge')} />
      {knowledge.length === 0 && (
        <p className="text-muted text-sm">
          {t('noKnowledge')}{' '}
          <Link href="/knowledge" className="text-accent underline">
            {t('addKnowledge')}
          </Link>
        </p>
      )}
      <Controller
        control={control}
        name="draft.knowledge"
        render={({ field }) => (
          <div className="space-y-2">
            {knowledge.map(({ id, name, documents, newestVersion }) => (
              <CheckField
                key={id}
                label={
                  <>
                    {name}{' '}
                    <span className="text-muted text-xs">
                      {newestVersion === null
                        ? t('unpublished', { count: documents.total })
                        : t('published', { count: documents.total, number: newestVersion })}
                    </span>
                  </>
                }
                checked={field.value.some((choice) => choice.componentId === id)}
                onChange={(event) =>
                  field.onChange(
                    event.target.checked
                      ? [...field.value, { componentId: id, versionId: null }]
                      : field.value.filter((choice) => choice.componentId !== id),
                  )
                }
              />
            ))}
          </div>
        )}
      />
      <HostedKnowledge control={control} />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('passages')}
          hint={t('passagesHint')}
          type="number"
          required
          min={1}
          max={20}
          {...register('draft.retrieval.passages', { valueAsNumber: true })}
        />
        <TextField
          label={t('passageTokens')}
          hint={t('passageTokensHint')}
          type="number"
          required
          min={32}
          max={16000}
          {...register('draft.retrieval.passageTokenBudget', { valueAsNumber: true })}
        />
      </div>
    </Card>
  );
}
