'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { TextArea } from '#app/_ui/field.tsx';
import { toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import type { RouterOutputs } from '#server/api/router.ts';

/** The saved definition as JSON, for what the form doesn't show: nested objects, bounds, patterns. */
export function SchemaView({ tool }: { tool: RouterOutputs['tool']['get'] }) {
  const t = useTranslations('tools.json');
  const router = useRouter();
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const save = useMutation(
    useTRPC().tool.update.mutationOptions({
      onSuccess: () => {
        setText(null);
        toast.success(t('saved'));
        router.refresh();
      },
      onError: (error) => setProblem(error.message),
    }),
  );

  function apply() {
    const read = readDefinition(text ?? '');
    if (typeof read === 'string') return setProblem(read);
    setProblem(null);
    save.mutate({ toolId: tool.id, name: tool.name, description: tool.description, definition: read });
  }

  return (
    <details className="rounded-lg border border-line bg-surface p-4">
      <summary className="cursor-pointer font-semibold">{t('title')}</summary>
      <div className="mt-3 space-y-3">
        <TextArea
          label={t('label')}
          hint={t('hint')}
          error={problem ?? undefined}
          spellCheck={false}
          className="min-h-80 font-mono text-xs"
          value={text ?? JSON.stringify(tool.definition, null, 2)}
          onChange={(event) => setText(event.target.value)}
        />
        <Button onClick={apply} disabled={text === null || save.isPending}>
          {t('apply')}
        </Button>
      </div>
    </details>
  );
}

function readDefinition(text: string) {
  try {
    const parsed = toolDefinitionSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return `${issue?.path.join('.')}: ${issue?.message}`;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
