'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { CheckField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { limits } from '#protocol/limits.ts';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Found = RouterOutputs['tool']['findImportable'];
type Operation = Found['operations'][number];

/** What was found: tick what should become a tool; what can't says why. */
export function ImportChecklist({ found, importedFrom }: { found: Found; importedFrom: string }) {
  const t = useTranslations('tools.import');
  const router = useRouter();
  const possible = found.operations.flatMap(({ definition }) => definition ?? []);
  const skipped = found.operations.filter(({ definition }) => definition === null);
  const [chosen, setChosen] = useState(() => new Set(possible.slice(0, 20).map(({ name }) => name)));
  const create = useMutation(
    useTRPC().tool.create.mutationOptions({
      onSuccess: ({ ids }) => {
        toast.success(t('imported', { count: ids.length }));
        router.push(ids.length === 1 ? `/tools/${ids[0]}` : '/tools');
      },
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    const tools = possible.filter(({ name }) => chosen.has(name)).map((definition) => toolOf(found.title, definition));
    create.mutate({ tools, importedFrom: importedFrom || found.format });
  }
  function toggle(name: string, isChosen: boolean) {
    const next = new Set(chosen);
    if (isChosen) next.add(name);
    else next.delete(name);
    setChosen(next);
  }

  return (
    <Card>
      <CardHeading title={found.title} actions={<Badge>{found.format}</Badge>} />
      <form onSubmit={submit} className="space-y-4">
        <div className="flex flex-wrap items-center gap-2">
          <p className="text-muted text-sm">{t('count', { possible: possible.length, skipped: skipped.length })}</p>
          <Button size="small" onClick={() => setChosen(new Set(possible.map(({ name }) => name)))}>
            {t('all')}
          </Button>
          <Button size="small" onClick={() => setChosen(new Set())}>
            {t('none')}
          </Button>
        </div>
        <ul className="divide-y divide-line">
          {found.operations.map((one) => (
            <li key={one.number} className="py-2">
              <OperationRow one={one} isChosen={chosen.has(one.definition?.name ?? '')} onToggle={toggle} />
            </li>
          ))}
        </ul>
        {create.error && <Notice tone="bad">{create.error.message}</Notice>}
        <Button
          type="submit"
          tone="accent"
          disabled={chosen.size === 0 || chosen.size > limits.toolsPerImport || create.isPending}
        >
          {t('submit', { count: chosen.size })}
        </Button>
      </form>
    </Card>
  );
}

function OperationRow({
  one,
  isChosen,
  onToggle,
}: {
  one: Operation;
  isChosen: boolean;
  onToggle: (name: string, isChosen: boolean) => void;
}) {
  const t = useTranslations('tools.import');
  const { definition } = one;
  if (!definition)
    return (
      <p className="text-sm">
        <Badge tone="warn">{t('skipped')}</Badge> <span className="break-all font-mono">{one.operation}</span>
        <span className="mt-1 block text-muted">{one.skipReason}</span>
      </p>
    );
  return (
    <div className="text-sm">
      <CheckField
        label={<span className="break-all font-mono">{`${definition.name} · ${one.operation}`}</span>}
        checked={isChosen}
        onChange={(event) => onToggle(definition.name, event.target.checked)}
      />
      <div className="ml-6 space-y-1 text-muted">
        <p className="line-clamp-2">{definition.description}</p>
        {one.notes.map((note) => (
          <p key={note} className="text-xs">
            {note}
          </p>
        ))}
      </div>
    </div>
  );
}

function toolOf(title: string, definition: ToolDefinition) {
  return { name: `${title}: ${definition.name}`.slice(0, limits.nameLength), definition };
}
