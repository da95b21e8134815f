'use client';
import { useMutation } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { SelectField, TextArea, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { useRows } from '#app/_ui/use-rows.ts';
import type { AnswerCheck, TestQuestion } from '#protocol/evaluations/question-set.ts';
import { limits } from '#protocol/limits.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { CheckFields } from './check-fields.tsx';

interface QuestionSetEditorProps {
  set: RouterOutputs['evaluation']['set'];
  models: { id: string; name: string }[];
}

/** Edits a question set: questions, and what their answers must fulfil. */
export function QuestionSetEditor({ set, models }: QuestionSetEditorProps) {
  const t = useTranslations('prompts.questions');
  const [name, setName] = useState(set.name);
  const [questions, setQuestions] = useState(set.questions);
  const { rows, add } = useRows(questions, setQuestions);
  const save = useMutation(
    useTRPC().evaluation.updateSet.mutationOptions({ onSuccess: () => void toast.success(t('saved')) }),
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate({ questionSetId: set.id, name, questions });
  }
  return (
    <form onSubmit={submit} className="space-y-4">
      <Card>
        <TextField
          label={t('name')}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Card>
      {rows.map(({ id, number, value, change, remove }) => (
        <QuestionCard key={id} number={number} question={value} models={models} onChange={change} onRemove={remove} />
      ))}
      {save.error && <Notice tone="bad">{save.error.message}</Notice>}
      <div className="flex flex-wrap gap-2">
        <Button disabled={questions.length >= limits.questionsPerSet} onClick={() => add({ question: '', checks: [] })}>
          <Plus className="size-4" aria-hidden="true" />
          {t('add')}
        </Button>
        <Button type="submit" tone="accent" disabled={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}

interface QuestionCardProps {
  number: number;
  question: TestQuestion;
  models: QuestionSetEditorProps['models'];
  onChange: (question: TestQuestion) => void;
  onRemove: () => void;
}

const newChecks: Record<AnswerCheck['kind'], AnswerCheck> = {
  contains: { kind: 'contains', text: '', matchesCase: false },
  lacks: { kind: 'lacks', text: '', matchesCase: false },
  regex: { kind: 'regex', pattern: '', flags: 'i' },
  'json-schema': { kind: 'json-schema', schema: '{ "type": "object" }' },
  similarity: { kind: 'similarity', expected: '', threshold: 0.7 },
  judge: { kind: 'judge', criterion: '', modelId: null },
};

function QuestionCard({ number, question, models, onChange, onRemove }: QuestionCardProps) {
  const t = useTranslations('prompts.questions');
  const { rows, add } = useRows(question.checks, (checks) => onChange({ ...question, checks }));
  function addKind(kind: string) {
    const check = Object.values(newChecks).find((one) => one.kind === kind);
    if (check) add(check);
  }
  return (
    <Card className="space-y-3">
      <TextArea
        label={t('question', { number })}
        required
        maxLength={2000}
        className="min-h-16"
        value={question.question}
        onChange={(event) => onChange({ ...question, question: event.target.value })}
      />
      {rows.map(({ id, value, change, remove }) => (
        <CheckFields key={id} check={value} models={models} onChange={change} onRemove={remove} />
      ))}
      <div className="flex flex-wrap items-end justify-between gap-2">
        <SelectField
          label={t('addCheck')}
          value=""
          disabled={rows.length >= limits.checksPerQuestion}
          onChange={(event) => addKind(event.target.value)}
        >
          <option value="">{t('chooseCheck')}</option>
          {Object.keys(newChecks).map((kind) => (
            <option key={kind} value={kind}>
              {t(`check.${kind}`)}
            </option>
          ))}
        </SelectField>
        <Button size="small" onClick={onRemove}>
          <Trash2 className="size-4" aria-hidden="true" />
          {t('remove', { number })}
        </Button>
      </div>
    </Card>
  );
}
