import { Circle, CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

type Step = keyof RouterOutputs['account']['firstSteps'];
const order: Step[] = ['knowledge', 'search', 'agent', 'publish', 'use'];

interface ChecklistProps {
  steps: RouterOutputs['account']['firstSteps'];
  /** What was changed last: where the steps are taken. */
  knowledgeId: string | undefined;
  agentId: string | undefined;
}

/** The first steps; each ticks itself once it was taken. */
export function Checklist({ steps, knowledgeId, agentId }: ChecklistProps) {
  const t = useTranslations('home');
  const agent = agentId ? `/agents/${agentId}` : '/agents?new=1';
  const places: Record<Step, string> = {
    knowledge: '/knowledge',
    search: knowledgeId ? `/knowledge/${knowledgeId}/search` : '/knowledge?new=1',
    agent: steps.agent ? '/agents' : '/agents?new=1',
    publish: agentId ? `${agent}/versions` : agent,
    use: agentId ? `${agent}/use` : agent,
  };
  return (
    <Card>
      <CardHeading
        title={t('checklist')}
        actions={
          <Badge>{t('stepsDone', { done: order.filter((step) => steps[step]).length, total: order.length })}</Badge>
        }
      />
      <ol className="divide-y divide-line">
        {order.map((step) => (
          <li key={step} className="flex items-start gap-3 py-3">
            {steps[step] ? (
              <CircleCheck className="mt-0.5 size-5 shrink-0 text-good" aria-label={t('done')} role="img" />
            ) : (
              <Circle className="mt-0.5 size-5 shrink-0 text-muted" aria-label={t('open')} role="img" />
            )}
            <div>
              <Link href={places[step]} className="font-medium underline-offset-2 hover:underline">
                {t(`steps.${step}`)}
              </Link>
              <p className="text-muted text-sm">{t(`steps.${step}Lead`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
