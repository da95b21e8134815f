'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ReadmeText } from '#app/_market/readme-text.tsx';
import { CheckList } from '#app/_sale/check-list.tsx';
import { EvaluationScore } from '#app/_sale/evaluation-score.tsx';
import { NotMeasured } from '#app/_sale/not-measured.tsx';
import { OwnChecks } from '#app/_sale/own-checks.tsx';
import { scoredChecks } from '#app/_sale/scored-checks.ts';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { isMeasurable } from '#protocol/market/measurable-kinds.ts';
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

export type Page = RouterOutputs['market']['page'];

/** Everything that can be known of a component before it is bought. */
export function ComponentView({ id, initial }: { id: string; initial: Page }) {
  const t = useTranslations('market.page');
  const { data: page } = useQuery({ ...useTRPC().market.page.queryOptions({ id }), initialData: initial });
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
      <div className="min-w-0 space-y-6">
        <TakenDown page={page} />
        <ComponentHead page={page} />
      </div>
      <div className="min-w-0 space-y-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <BuyBox id={id} page={page} />
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
          <Checks page={page} />
        </Card>
        <VersionTable page={page} />
        <LineageGraph page={page} />
        <ComponentFacts page={page} />
        {page.deedId && <RatingCard page={page} deedId={page.deedId} />}
        {page.mine.isOwner && page.deedId && <OfferCard id={id} page={page} deedId={page.deedId} />}
        {page.mine.isCreator && <SalesCard page={page} />}
        {page.takenDownReason === null && <ResaleCard id={id} page={page} />}
        <HolderCard page={page} />
        {!page.mine.isCreator && page.takenDownReason === null && <ReportButton id={id} />}
      </div>
    </div>
  );
}

/** Why it is off the market here, and what that means for who reads it. */
function TakenDown({ page }: { page: Page }) {
  const t = useTranslations('market.page.takenDown');
  const { takenDownReason, mine } = page;
  if (takenDownReason === null) return null;
  const reader = mine.holdings.length > 0 ? 'holder' : 'operator';
  return (
    <Notice tone="bad" title={t('title')}>
      <p className="break-words">{t('why', { reason: takenDownReason })}</p>
      <p>{t(mine.isCreator ? 'creator' : reader)}</p>
    </Notice>
  );
}

/** The checks of the newest version; its creator may attach an evaluation. */
function Checks({ page }: { page: Page }) {
  const t = useTranslations('market.page');
  const { checks, kind, versions, mine } = page;
  const [newest] = versions;
  const score = newest?.evaluation ?? null;
  if (mine.versionId) return <OwnChecks checks={checks} versionId={mine.versionId} kind={kind} />;
  return (
    <>
      {checks.length === 0 ? (
        <p className="text-muted text-sm">{t('noChecks')}</p>
      ) : (
        <CheckList checks={scoredChecks(checks, score)} evaluation={score ? <EvaluationScore score={score} /> : null} />
      )}
      {!isMeasurable(kind) && <NotMeasured kind={kind} />}
    </>
  );
}
