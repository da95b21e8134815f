import { ListChecks } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Card } from '#app/_ui/card.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

/** The account's question sets. */
export function QuestionSetList({ sets }: { sets: RouterOutputs['evaluation']['sets'] }) {
  const t = useTranslations('prompts.questions');
  if (sets.length === 0)
    return <EmptyState picture={<ListChecks className="size-12" />} title={t('empty.title')} lead={t('empty.lead')} />;
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {sets.map(({ id, name, questionCount }) => (
        <li key={id}>
          <Card className="relative h-full space-y-1 hover:border-accent">
            <h2 className="font-semibold">
              <Link href={`/prompts/questions/${id}`} className="after:absolute after:inset-0">
                {name}
              </Link>
            </h2>
            <p className="text-muted text-sm">{t('count', { count: questionCount })}</p>
          </Card>
        </li>
      ))}
    </ul>
  );
}
