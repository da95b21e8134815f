'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC, useTRPCClient } from '#app/_trpc/trpc.ts';
import { SelectField, TextArea } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';

interface QuestionFieldProps {
  label: string;
  hint: string;
  /** One question a line. */
  value: string;
  onChange: (value: string) => void;
}

/** Questions of one's own, typed or taken from a question set that is here already. */
export function QuestionField({ label, hint, value, onChange }: QuestionFieldProps) {
  const t = useTranslations('library.questions');
  const client = useTRPCClient();
  const { data: sets = [] } = useQuery(useTRPC().evaluation.sets.queryOptions());
  const filled = sets.filter(({ questionCount }) => questionCount > 0);
  const take = useMutation({
    mutationFn: (questionSetId: string) => client.evaluation.set.query({ questionSetId }),
    onSuccess: ({ questions }) => onChange(questions.map(({ question }) => toLine(question)).join('\n')),
  });
  return (
    <div className="space-y-2">
      <TextArea label={label} hint={hint} value={value} onChange={(event) => onChange(event.target.value)} />
      {filled.length > 0 && (
        <SelectField
          label={t('take')}
          value={take.variables ?? ''}
          onChange={(event) => event.target.value && take.mutate(event.target.value)}
        >
          <option value="">{t('none')}</option>
          {filled.map(({ id, name, questionCount }) => (
            <option key={id} value={id}>
              {t('set', { name, count: questionCount })}
            </option>
          ))}
        </SelectField>
      )}
      {take.error && <Notice tone="bad">{take.error.message}</Notice>}
    </div>
  );
}

function toLine(question: string): string {
  return question.replaceAll(/\s+/g, ' ').trim();
}
