'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { TextArea } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { limits } from '#protocol/limits.ts';
import type { Facts } from './try-card.tsx';

interface CompareFormProps {
  componentId: string;
  facts: Facts;
  onStart: (comparisonId: string) => void;
}

/** Every question is answered twice: once with the component, once without. */
const answersEach = 2;

/** Own questions, one a line, as many as the trial's budget answers. */
export function CompareForm({ componentId, facts, onStart }: CompareFormProps) {
  const t = useTranslations('market.compare');
  const [text, setText] = useState('');
  const start = useMutation(
    useTRPC().trial.compare.mutationOptions({
      onSuccess: ({ comparisonId }) => {
        setText('');
        onStart(comparisonId);
      },
    }),
  );
  const most = Math.min(limits.comparisonQuestions, Math.floor(facts.questionsLeft / answersEach));
  const questions = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const isTooLong = questions.some((question) => question.length > limits.trialQuestionLength);
  const isTooMany = questions.length > most;
  const manyOrNone = isTooMany ? t('tooMany', { most }) : undefined;
  const tooMuch = isTooLong ? t('tooLong') : manyOrNone;

  function submit(event: FormEvent) {
    event.preventDefault();
    start.mutate({ componentId, questions });
  }

  if (most === 0) return <Notice>{t('usedUp')}</Notice>;
  return (
    <form onSubmit={submit} className="space-y-3">
      <TextArea
        label={t('questions')}
        hint={t('questionsHint', { most })}
        error={tooMuch}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {!facts.isNodeReady && <Notice tone="warn">{t('away')}</Notice>}
      {start.error && <Notice tone="bad">{start.error.message}</Notice>}
      <Button
        type="submit"
        disabled={questions.length === 0 || tooMuch !== undefined || !facts.isNodeReady || start.isPending}
      >
        {t('start')}
      </Button>
    </form>
  );
}
