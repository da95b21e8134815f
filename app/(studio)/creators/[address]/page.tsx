import { Store } from 'lucide-react';
import Link from 'next/link';
import { getFormatter, getTranslations } from 'next-intl/server';
import { ComponentCard } from '#app/_market/component-card.tsx';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { PersonDomains } from '#app/(studio)/market/_parts/person-domains.tsx';

export const metadata = { title: 'Creator' };

export default async function CreatorPage({ params }: { params: Promise<{ address: string }> }) {
  const { address } = await params;
  const api = await serverApi();
  const [t, market, format, wallets] = await Promise.all([
    getTranslations('market.creator'),
    getTranslations('market'),
    getFormatter(),
    api.wallet.list(),
  ]);
  const creator = await orNotFound(api.market.creator({ address }));
  const { name, listings, sales, since, domains } = creator;
  const isMine = wallets.some((wallet) => wallet.address.toLowerCase() === address.toLowerCase());
  const lead = since
    ? t('lead', { count: listings.length, sales, since: format.dateTime(since, { dateStyle: 'medium' }) })
    : undefined;
  return (
    <>
      <PageHeading
        title={
          <>
            {name || shortAddress(address)} {isMine && <Badge tone="accent">{t('own')}</Badge>}
          </>
        }
        lead={lead}
        trail={[{ name: market('title'), href: '/market' }]}
      />
      <p className="mb-6 flex flex-wrap items-center gap-2">
        <span className="break-all font-mono text-xs">{address}</span>
        <CopyButton text={address} label={t('copy')} />
      </p>
      <PersonDomains domains={domains} />
      {listings.length === 0 ? (
        <EmptyState
          picture={<Store className="size-12" />}
          title={t(isMine ? 'emptyOwn' : 'emptyTitle')}
          lead={t(isMine ? 'emptyOwnLead' : 'emptyLead')}
          action={
            <Button asChild>
              <Link href="/market">{t('toMarket')}</Link>
            </Button>
          }
        />
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3" aria-label={t('deeds')}>
          {listings.map((listing) => (
            <li key={listing.componentId}>
              <ComponentCard listing={listing} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
