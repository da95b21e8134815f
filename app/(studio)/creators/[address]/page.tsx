import { getFormatter, getTranslations } from 'next-intl/server';
import { ComponentCard } from '#app/_market/component-card.tsx';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';

export const metadata = { title: 'Creator' };

export default async function CreatorPage({ params }: { params: Promise<{ address: string }> }) {
  const { address } = await params;
  const api = await serverApi();
  const [t, market, format] = await Promise.all([
    getTranslations('market.creator'),
    getTranslations('market'),
    getFormatter(),
  ]);
  const creator = await orNotFound(api.market.creator({ address }));
  const { name, listings, sales, since } = creator;
  const lead = since
    ? t('lead', { count: listings.length, sales, since: format.dateTime(since, { dateStyle: 'medium' }) })
    : t('nothing');
  return (
    <>
      <PageHeading
        title={name || shortAddress(address)}
        lead={lead}
        trail={[{ name: market('title'), href: '/market' }]}
      />
      <p className="mb-6 flex flex-wrap items-center gap-2">
        <span className="break-all font-mono text-xs">{address}</span>
        <CopyButton text={address} label={t('copy')} />
      </p>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {listings.map((listing) => (
          <li key={listing.componentId}>
            <ComponentCard listing={listing} />
          </li>
        ))}
      </ul>
    </>
  );
}
