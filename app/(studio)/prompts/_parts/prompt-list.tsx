'use client';
import { MessageSquareText } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Card } from '#app/_ui/card.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { ListTools } from '#app/_ui/list-tools.tsx';
import { useAddressState } from '#app/_ui/use-address-state.ts';
import type { RouterOutputs } from '#server/api/router.ts';

/** The account's prompts. */
export function PromptList({ prompts }: { prompts: RouterOutputs['prompt']['list'] }) {
  const t = useTranslations('prompts');
  const [search, setSearch] = useAddressState('q');
  const [role, setRole] = useAddressState('role', 'all');
  if (prompts.length === 0) {
    return (
      <EmptyState picture={<MessageSquareText className="size-12" />} title={t('empty.title')} lead={t('empty.lead')} />
    );
  }
  const shown = prompts
    .filter(({ name, text }) => `${name}\n${text}`.toLowerCase().includes(search.toLowerCase()))
    .filter((prompt) => role === 'all' || prompt.role === role);
  return (
    <div className="space-y-4">
      {prompts.length > 1 && (
        <ListTools
          label={t('tools.search')}
          search={[search, setSearch]}
          choices={[
            {
              label: t('tools.role'),
              state: [role, setRole],
              options: { all: t('tools.all'), system: t('role.system'), rag: t('role.rag') },
            },
          ]}
        />
      )}
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {shown.map((prompt) => (
          <li key={prompt.id}>
            <PromptCard prompt={prompt} />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="text-muted">{t('tools.noMatch')}</p>}
    </div>
  );
}

function PromptCard({ prompt }: { prompt: RouterOutputs['prompt']['list'][number] }) {
  const t = useTranslations('prompts');
  return (
    <Card className="relative h-full space-y-2 hover:border-accent">
      <h2 className="font-semibold">
        <Link href={`/prompts/${prompt.id}`} className="after:absolute after:inset-0">
          {prompt.name}
        </Link>
      </h2>
      <p className="line-clamp-3 text-muted text-sm">{prompt.text}</p>
      <div className="flex gap-1.5">
        <Badge tone="accent">{t(`role.${prompt.role}`)}</Badge>
        <Badge>{prompt.newestVersion ? t('version', { number: prompt.newestVersion }) : t('draft')}</Badge>
      </div>
    </Card>
  );
}
