'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import type { z } from 'zod';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { useRows } from '#app/_ui/use-rows.ts';
import { jsonObjectSchema } from '#protocol/json-value.ts';
import type { RouterOutputs } from '#server/api/router.ts';

/** The questions that a tool is asked, with the arguments to expect: those made from its description, or the person's own. */
export function ReadinessPrompts({ tool }: { tool: RouterOutputs['tool']['get'] }) {
  const t = useTranslations('tools.readiness');
  const api = useTRPC();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(() =>
    (tool.readiness.prompts ?? tool.madePrompts).map(({ question, expected }) => ({
      question,
      expected: JSON.stringify(expected),
    })),
  );
  const [problem, setProblem] = useState<string | null>(null);
  const save = useMutation(
    api.tool.readiness.savePrompts.mutationOptions({
      onSuccess: async () => {
        toast.success(t('promptsSaved'));
        await queries.invalidateQueries({ queryKey: api.tool.get.queryKey({ toolId: tool.id }) });
      },
    }),
  );
  const { rows, add } = useRows(asked, setAsked);

  function submit(event: FormEvent) {
    event.preventDefault();
    const prompts = asked.map(({ question, expected }) => ({ question, expected: readExpected(expected) }));
    const wrong = prompts.findIndex(({ expected }) => expected === null);
    setProblem(wrong < 0 ? null : t('wrongExpected', { number: wrong + 1 }));
    if (wrong >= 0) return;
    save.mutate({
      toolId: tool.id,
      prompts: prompts.map(({ question, expected }) => ({ question, expected: expected ?? {} })),
    });
  }

  return (
    <details>
      <summary className="cursor-pointer font-medium text-sm">{t('prompts', { count: rows.length })}</summary>
      <form onSubmit={submit} className="mt-3 space-y-3">
        {rows.map(({ id, number, value, change, remove }) => (
          <div key={id} className="grid items-end gap-2 sm:grid-cols-[2fr_1fr_auto]">
            <TextField
              label={t('question', { number })}
              required
              value={value.question}
              onChange={(event) => change({ ...value, question: event.target.value })}
            />
            <TextField
              label={t('expected', { number })}
              className="font-mono"
              value={value.expected}
              onChange={(event) => change({ ...value, expected: event.target.value })}
            />
            <Button size="icon" tone="plain" aria-label={t('removePrompt', { number })} onClick={remove}>
              <Trash2 className="size-4" aria-hidden="true" />
            </Button>
          </div>
        ))}
        {(problem ?? save.error) && <Notice tone="bad">{problem ?? save.error?.message}</Notice>}
        <div className="flex gap-2">
          <Button type="submit" size="small" disabled={rows.length === 0 || save.isPending}>
            {t('savePrompts')}
          </Button>
          <Button size="small" onClick={() => add({ question: '', expected: '{}' })}>
            <Plus className="size-4" aria-hidden="true" />
            {t('addPrompt')}
          </Button>
        </div>
      </form>
    </details>
  );
}

function readExpected(text: string): z.infer<typeof jsonObjectSchema> | null {
  try {
    return jsonObjectSchema.safeParse(JSON.parse(text || '{}')).data ?? null;
  } catch {
    return null;
  }
}
