'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { isAddress } from 'viem';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Fold } from '#app/_ui/fold.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { DomainPage } from '#app/(studio)/domains/_parts/domain-view.tsx';
import { useDomainPlans } from '#app/(studio)/domains/_parts/use-domain-plans.ts';

/** For the operator: how nodes get in, and handing the domain over. */
export function DomainSettings({ domain }: { domain: DomainPage }) {
  const t = useTranslations('domains.operate');
  const plans = useDomainPlans(domain);
  const other = domain.mode === 'open' ? 'allowlist' : 'open';
  return (
    <Card className="space-y-3">
      <CardHeading title={t('settings')} />
      <SendButton size="small" plan={plans.setMode(other)}>
        {t(other === 'open' ? 'toOpen' : 'toAllowlist')}
      </SendButton>
      {domain.offeredTo ? (
        <div className="space-y-2 text-sm">
          <p>{t('handOverWaits', { address: shortAddress(domain.offeredTo) })}</p>
          <SendButton size="small" plan={plans.takeBack()}>
            {t('handOverTakeBack')}
          </SendButton>
        </div>
      ) : (
        <Fold title={t('handOver')}>
          <HandOver domain={domain} />
        </Fold>
      )}
    </Card>
  );
}

function HandOver({ domain }: { domain: DomainPage }) {
  const t = useTranslations('domains.operate');
  const plans = useDomainPlans(domain);
  const [typed, setTyped] = useState('');
  const to = typed.trim().toLowerCase();
  const isRight = isAddress(to);
  return (
    <div className="space-y-3">
      <TextField
        label={t('handOverTo')}
        hint={t('handOverHint')}
        className="font-mono"
        value={typed}
        error={to !== '' && !isRight ? t('badAddress') : undefined}
        onChange={(event) => setTyped(event.target.value)}
      />
      <SendButton size="small" tone="accent" disabled={!isRight} plan={plans.offer(isRight ? to : domain.operator)}>
        {t('handOverOffer')}
      </SendButton>
    </div>
  );
}
