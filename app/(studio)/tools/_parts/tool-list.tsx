'use client';
import { useQuery } from '@tanstack/react-query';
import { FileUp, Plug, Wrench } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Card } from '#app/_ui/card.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { TextField } from '#app/_ui/field.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { CreateTool } from './create-tool.tsx';
import { scoreTone } from './score-tone.ts';

type Tools = RouterOutputs['tool']['list'];

/** The account's tools with search; three ways to start while there are none. */
export function ToolList({ initial }: { initial: Tools }) {
  const t = useTranslations('tools');
  const { data: tools } = useQuery({ ...useTRPC().tool.list.queryOptions(), initialData: initial });
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const shown = tools.filter((tool) =>
    [tool.name, tool.functionName, tool.description, tool.host].some((text) => text.toLowerCase().includes(wanted)),
  );
  if (tools.length === 0) return <FirstTool />;
  return (
    <div className="space-y-4">
      <TextField label={t('search')} type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {shown.map((tool) => (
          <li key={tool.id}>
            <ToolCard tool={tool} />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="text-muted">{t('noMatch', { search })}</p>}
    </div>
  );
}

function ToolCard({ tool }: { tool: Tools[number] }) {
  const t = useTranslations('tools');
  return (
    <Card className="relative h-full space-y-2 hover:border-accent">
      <h2 className="break-words font-semibold">
        <Link href={`/tools/${tool.id}`} className="after:absolute after:inset-0">
          {tool.name}
        </Link>
      </h2>
      <p className="break-all font-mono text-muted text-xs">
        {tool.functionName} · {tool.host}
      </p>
      <p className="line-clamp-2 text-muted text-sm">{tool.description}</p>
      <div className="flex flex-wrap gap-1.5">
        <Badge tone="accent">{t(`kind.${tool.kind}`)}</Badge>
        <Badge>{tool.newestVersion ? t('version', { number: tool.newestVersion }) : t('draft')}</Badge>
        {tool.score !== null && (
          <Badge tone={scoreTone(tool.score)}>{t('readiness.scoreOf', { score: tool.score })}</Badge>
        )}
      </div>
    </Card>
  );
}

function FirstTool() {
  const t = useTranslations('tools');
  return (
    <div className="space-y-4">
      <EmptyState
        picture={<Wrench className="size-12" />}
        title={t('empty.title')}
        lead={t('empty.lead')}
        action={<CreateTool />}
      />
      <ul className="grid gap-3 sm:grid-cols-2">
        <StartCard href="/tools/import" icon={<FileUp className="size-5" />} way="file" />
        <StartCard href="/tools/import?from=mcp" icon={<Plug className="size-5" />} way="mcp" />
      </ul>
    </div>
  );
}

function StartCard({ href, icon, way }: { href: string; icon: ReactNode; way: 'file' | 'mcp' }) {
  const t = useTranslations('tools.empty');
  return (
    <li>
      <Card className="relative h-full space-y-1 hover:border-accent">
        <h3 className="flex items-center gap-2 font-semibold">
          <span aria-hidden="true" className="text-accent">
            {icon}
          </span>
          <Link href={href} className="after:absolute after:inset-0">
            {t(`${way}.title`)}
          </Link>
        </h3>
        <p className="text-muted text-sm">{t(`${way}.lead`)}</p>
      </Card>
    </li>
  );
}
