import { MessageSquareText } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Card } from '#app/_ui/card.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

/** The account's prompts. */
export function PromptList({ prompts }: { prompts: RouterOutputs['prompt']['list'] }) {
  const t = useTranslations('prompts');
  if (prompts.length === 0) {
    return (
      <EmptyState picture={<MessageSquareText className="size-12" />} title={t('empty.title')} lead={t('empty.lead')} />
    );
  }
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {prompts.map((prompt) => (
        <li key={prompt.id}>
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
        </li>
      ))}
    </ul>
  );
}
