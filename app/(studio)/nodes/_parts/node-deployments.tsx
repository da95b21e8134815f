import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { DeploymentBadge } from '#app/(studio)/agents/_parts/deployment-badge.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

/** What was deployed on a node, newest first. */
export function NodeDeployments({ deployments }: { deployments: RouterOutputs['deployment']['list'] }) {
  const t = useTranslations('nodes');
  return (
    <Card>
      <CardHeading title={t('deployments')} />
      {deployments.length === 0 && <p className="text-muted text-sm">{t('noDeployments')}</p>}
      <ul className="divide-y divide-line">
        {deployments.map((deployment) => (
          <li key={deployment.id} className="flex items-center justify-between gap-2 py-2">
            <Link
              href={`/agents/${deployment.agentVersion.agentId}/versions`}
              className="underline-offset-2 hover:underline"
            >
              {deployment.agentVersion.agent.name} v{deployment.agentVersion.number}
            </Link>
            <DeploymentBadge state={deployment.state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
