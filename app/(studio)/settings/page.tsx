import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { WalletPanel } from '#app/_wallet/accounts/wallet-panel.tsx';
import { ConfigurationTable } from './_parts/configuration-table.tsx';
import { DoctorPanel } from './_parts/doctor-panel.tsx';
import { SessionList } from './_parts/session-list.tsx';

export const metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const api = await serverApi();
  const t = await getTranslations('settings');
  const [me, wallets, sessions, configuration] = await Promise.all([
    api.account.me(),
    api.wallet.list(),
    api.account.sessions(),
    api.doctor.configuration(),
  ]);
  return (
    <>
      <PageHeading title={t('title')} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="min-w-0 space-y-6">
          <Card>
            <CardHeading title={t('account')} />
            <p className="font-medium">{me.name}</p>
            <p className="mt-2 text-muted text-sm">{t('keyLead')}</p>
            <p className="break-all font-mono text-xs">{me.keyAddress}</p>
          </Card>
          <WalletPanel initial={wallets} />
          <SessionList initial={sessions} />
          <DoctorPanel />
        </div>
        <ConfigurationTable settings={configuration} />
      </div>
    </>
  );
}
