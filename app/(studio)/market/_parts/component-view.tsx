'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ReadmeText } from '#app/_market/readme-text.tsx';
import { CheckList } from '#app/_sale/check-list.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { BuyBox } from './buy-box.tsx';
import { ComponentFacts } from './component-facts.tsx';
import { ComponentHead } from './component-head.tsx';
import { HolderCard } from './holder-card.tsx';
import { LineageGraph } from './lineage-graph.tsx';
import { OfferCard } from './offers/offer-card.tsx';
import { RatingCard } from './rating-card.tsx';
import { ReportButton } from './report-button.tsx';
import { ResaleCard } from './resale-card.tsx';
import { SalesCard } from './sales-card.tsx';
import { SampleList } from './sample-list.tsx';
import { TrialSection } from './trial/trial-section.tsx';
import { VersionTable } from './version-table.tsx';
import { WhatYouGet } from './what-you-get.tsx';
import { WhoCanSee } from './who-can-see.tsx';

const lookEveryMs = 5_000;

export type Page = RouterOutputs['market']['page'];

/** Everything that can be known of a component before it is bought. */
export function ComponentView({ id, initial }: { id: string; initial: Page }) {
  const t = useTranslations('market.page');
  const { data: page } = useQuery({
    ...useTRPC().market.page.queryOptions({ id }),
    initialData: initial,
    // Prices and offers change on the chain, by others too.
    refetchInterval: lookEveryMs,
  });
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
      <div className="min-w-0 space-y-6">
        {page.takenDownReason !== null && (
          <Notice tone="bad" title={t('takenDown')}>
            {page.takenDownReason}
          </Notice>
        )}
        <ComponentHead page={page} />
      </div>
      <div className="min-w-0 space-y-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <BuyBox page={page} />
        <WhatYouGet page={page} />
        <WhoCanSee page={page} />
      </div>
      <div className="min-w-0 space-y-6">
        <Card>
          <CardHeading title={t('readme')} />
          {page.readme.trim() === '' ? (
            <p className="text-muted text-sm">{page.description || t('noReadme')}</p>
          ) : (
            <ReadmeText text={page.readme} />
          )}
        </Card>
        <TrialSection page={page} />
        <SampleList samples={page.samples} />
        <Card>
          <CardHeading title={t('checks')} />
          {page.checks.length > 0 ? (
            <CheckList checks={page.checks} />
          ) : (
            <p className="text-muted text-sm">{t('noChecks')}</p>
          )}
        </Card>
        <VersionTable versions={page.versions} />
        <LineageGraph page={page} />
        <ComponentFacts page={page} />
        {page.deedId && <RatingCard page={page} deedId={page.deedId} />}
        {page.mine.isOwner && page.deedId && <OfferCard id={id} page={page} deedId={page.deedId} />}
        {page.mine.isCreator && <SalesCard page={page} />}
        <ResaleCard page={page} />
        <HolderCard page={page} />
        <ReportButton id={id} />
      </div>
    </div>
  );
}
