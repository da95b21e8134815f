import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

const shown = 6;

/** The agents that were changed last, and where they are live. */
export function AgentSummary({ agents }: { agents: RouterOutputs['agent']['list'] }) {
  const t = useTranslations('home');
  const more = (
    <Link href="/agents" className="text-accent text-sm underline">
      {t('seeAll')}
    </Link>
  );
  return (
    <Card>
      <CardHeading title={t('agents')} actions={more} />
      {agents.length === 0 && <p className="text-muted text-sm">{t('noAgents')}</p>}
      <ul className="divide-y divide-line">
        {agents.slice(0, shown).map((agent) => (
          <li key={agent.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <Link href={`/agents/${agent.id}`} className="font-medium underline-offset-2 hover:underline">
              {agent.name}
            </Link>
            <span className="flex flex-wrap gap-1.5">
              {agent.liveOn.map((node) => (
                <Badge key={node} tone="good">
                  {node}
                </Badge>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
