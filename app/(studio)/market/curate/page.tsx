import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { CollectionEditor } from '#app/(studio)/market/_parts/collections/collection-editor.tsx';
import { readBrowserFacts } from '#server/api/chain-facts.ts';

export const metadata = { title: 'Your collections' };

export default async function CuratePage() {
  const api = await serverApi();
  const t = await getTranslations('market');
  const [{ curator, isOperator }, collections] = await Promise.all([api.market.me(), api.market.ownCollections()]);
  const { names } = curator;
  const open = names.filter(({ stopReason }) => stopReason === null).map(({ domainName }) => domainName);
  return (
    <>
      <PageHeading
        title={t('curate.title')}
        lead={names.length > 0 ? t(isOperator ? 'curate.leadOfOperator' : 'curate.lead') : undefined}
        trail={[{ name: t('title'), href: '/market' }]}
      />
      <div className="space-y-6">
        {names.length === 0 && <NoDomain hasChain={readBrowserFacts() !== null} />}
        {names.map(
          ({ domainName, stopReason }) =>
            stopReason !== null && (
              <Notice key={domainName} tone="warn" title={t('curate.stopped', { name: domainName ?? '' })}>
                <p className="break-words">{t('curate.stoppedWhy', { reason: stopReason })}</p>
                <p>{t('curate.stoppedLead')}</p>
              </Notice>
            ),
        )}
        {(names.length > 0 || collections.length > 0) && <CollectionEditor initial={collections} names={open} />}
      </div>
    </>
  );
}

/** For who operates no domain: what is needed, and where it is. */
async function NoDomain({ hasChain }: { hasChain: boolean }) {
  const t = await getTranslations('market.curate');
  if (!hasChain) return <p className="max-w-xl text-muted">{t('noChain')}</p>;
  return (
    <div>
      <p className="mb-4 max-w-xl text-muted">{t('noDomain')}</p>
      <Button tone="accent" asChild>
        <Link href="/domains">{t('toDomains')}</Link>
      </Button>
    </div>
  );
}
