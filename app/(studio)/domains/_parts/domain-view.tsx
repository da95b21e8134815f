'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { DomainComponents } from './domain-components.tsx';
import { DomainFacts } from './domain-facts.tsx';
import { DomainNodes } from './domain-nodes.tsx';
import { BanList } from './operator/ban-list.tsx';
import { DomainSettings } from './operator/domain-settings.tsx';
import { RequestList } from './operator/request-list.tsx';
import { OwnNodes } from './own-nodes.tsx';
import { useDomainPlans } from './use-domain-plans.ts';

const lookEveryMs = 3_000;

export type DomainPage = RouterOutputs['domain']['get'];

/** A domain as anybody sees it, with what its operator, and the owners of nodes, may do. Kept fresh. */
export function DomainView({ initial }: { initial: DomainPage }) {
  const { data: domain, error } = useQuery({
    ...useTRPC().domain.get.queryOptions({ name: initial.name }),
    initialData: initial,
    refetchInterval: lookEveryMs,
  });
  return (
    <div className="space-y-6">
      {error && <Notice tone="warn">{error.message}</Notice>}
      {domain.isOffered && <Offer domain={domain} />}
      <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <div className="space-y-6">
          <DomainFacts domain={domain} />
          {domain.isOperated && <RequestList domain={domain} />}
          <OwnNodes domain={domain} />
          <DomainComponents domain={domain} />
        </div>
        <div className="space-y-6">
          <DomainNodes domain={domain} />
          {domain.isOperated && <BanList domain={domain} />}
          {domain.isOperated && <DomainSettings domain={domain} />}
        </div>
      </div>
    </div>
  );
}

function Offer({ domain }: { domain: DomainPage }) {
  const t = useTranslations('domains.offer');
  const plans = useDomainPlans(domain);
  return (
    <Card className="space-y-3 border-accent">
      <CardHeading title={t('title')} />
      <p className="max-w-2xl text-sm">{t('lead')}</p>
      <SendButton tone="accent" plan={plans.accept()}>
        {t('accept')}
      </SendButton>
    </Card>
  );
}
