'use client';
import { useTranslations } from 'next-intl';
import { Controller } from 'react-hook-form';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { TextArea } from '#app/_ui/field.tsx';
import { limits } from '#protocol/limits.ts';
import type { SectionProps } from './agent-form-types.ts';

/** Questions offered to a visitor, one a line. */
export function StartersSection({ control }: SectionProps) {
  const t = useTranslations('agents.form');
  return (
    <Card>
      <CardHeading title={t('starters')} />
      <Controller
        control={control}
        name="draft.starters"
        render={({ field }) => (
          <TextArea
            label={t('startersLabel')}
            hint={t('startersHint', { count: limits.startersPerAgent })}
            defaultValue={field.value.join('\n')}
            onChange={(event) =>
              field.onChange(
                event.target.value
                  .split('\n')
                  .map((line) => line.trim())
                  .filter(Boolean)
                  .slice(0, limits.startersPerAgent),
              )
            }
          />
        )}
      />
    </Card>
  );
}
