'use client';
import { useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { DomainPage } from '#app/(studio)/domains/_parts/domain-view.tsx';
import { useDomainPlans } from '#app/(studio)/domains/_parts/use-domain-plans.ts';
import { ReasonForm } from './reason-form.tsx';

/** For the operator: nodes that wait to be let in. */
export function RequestList({ domain }: { domain: DomainPage }) {
  const t = useTranslations('domains');
  const plans = useDomainPlans(domain);
  const asked = domain.places.filter(({ state }) => state === 'asked');
  return (
    <Card className="space-y-3">
      <CardHeading
        title={t('operate.requests')}
        actions={asked.length > 0 && <Badge tone="warn">{asked.length}</Badge>}
      />
      {asked.length === 0 && <p className="text-muted text-sm">{t('operate.noRequests')}</p>}
      <ul className="space-y-4">
        {asked.map(({ node, owner }) => (
          <li key={node} className="space-y-2">
            <p className="break-all font-mono text-xs">{node}</p>
            <p className="break-all text-muted text-xs">
              {t('nodes.owner')} <span className="font-mono">{owner}</span>
            </p>
            <ReasonForm
              choices={[{ name: t('operate.decline'), planOf: (reason) => plans.decline(node, reason) }]}
              first={
                <SendButton size="small" tone="accent" plan={plans.admit(node, owner)}>
                  {t('operate.admit')}
                </SendButton>
              }
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
