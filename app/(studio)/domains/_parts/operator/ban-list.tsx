'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { isAddress } from 'viem';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Fold } from '#app/_ui/fold.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { DomainPage } from '#app/(studio)/domains/_parts/domain-view.tsx';
import { useDomainPlans } from '#app/(studio)/domains/_parts/use-domain-plans.ts';
import { ReasonForm } from './reason-form.tsx';

/** For the operator: who is shut out, and shutting somebody out who has no place. */
export function BanList({ domain }: { domain: DomainPage }) {
  const t = useTranslations('domains');
  const format = useFormatter();
  const plans = useDomainPlans(domain);
  return (
    <Card className="space-y-3">
      <CardHeading title={t('operate.bans')} />
      {domain.bans.length === 0 && <p className="text-muted text-sm">{t('operate.noBans')}</p>}
      <ul className="space-y-4">
        {domain.bans.map(({ account, reason, bannedAt }) => (
          <li key={account} className="space-y-1">
            <p className="break-all font-mono text-xs">{account}</p>
            <p className="text-muted text-sm">
              {t('since', { when: format.dateTime(bannedAt, { dateStyle: 'medium', timeStyle: 'short' }) })}
            </p>
            {reason !== '' && <p className="break-words text-muted text-sm">{t('why', { reason })}</p>}
            <SendButton size="small" plan={plans.unban(account)}>
              {t('operate.unban')}
            </SendButton>
          </li>
        ))}
      </ul>
      <Fold title={t('operate.banSomebody')}>
        <BanForm domain={domain} />
      </Fold>
    </Card>
  );
}

function BanForm({ domain }: { domain: DomainPage }) {
  const t = useTranslations('domains.operate');
  const plans = useDomainPlans(domain);
  const [typed, setTyped] = useState('');
  const account = typed.trim().toLowerCase();
  const isRight = isAddress(account);
  return (
    <div className="space-y-3">
      <TextField
        label={t('address')}
        className="font-mono"
        value={typed}
        error={account !== '' && !isRight ? t('badAddress') : undefined}
        onChange={(event) => setTyped(event.target.value)}
      />
      {isRight && <ReasonForm choices={[{ name: t('ban'), planOf: (reason) => plans.ban(account, reason) }]} />}
    </div>
  );
}
