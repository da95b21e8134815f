'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Notice } from '#app/_ui/notice.tsx';
import type { Page } from '#app/(studio)/market/_parts/component-view.tsx';
import { CompareCard } from './compare-card.tsx';
import { TrialOfferCard } from './trial-offer-card.tsx';
import { TryCard } from './try-card.tsx';

const triable = new Set(['knowledge', 'prompt', 'tool', 'plugin', 'agent', 'model']);

/** Trying a component before it is bought, and for its creator what they let people try. What can't be asked says so. */
export function TrialSection({ page }: { page: Page }) {
  return triable.has(page.kind) ? <Triable page={page} /> : <NotTriable />;
}

/** Rows of a dataset answer nothing. */
function NotTriable() {
  return <Notice>{useTranslations('market.trial')('notTriable')}</Notice>;
}

function Triable({ page }: { page: Page }) {
  const api = useTRPC();
  const { componentId, mine } = page;
  const { data: facts } = useQuery({ ...api.trial.facts.queryOptions({ componentId }), initialData: page.trial });
  const asked = facts?.takesQuestions ? facts : null;
  return (
    <>
      {mine.isCreator && <TrialOfferCard page={page} />}
      {asked && <TryCard componentId={componentId} facts={asked} />}
      <CompareCard componentId={componentId} facts={asked} />
    </>
  );
}
