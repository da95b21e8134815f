'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import { ErrorPanel } from '#app/_ui/error-panel.tsx';
import { Fold } from '#app/_ui/fold.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import type { Page } from '#app/(studio)/market/_parts/component-view.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { openTrialDraft } from './trial-draft.ts';
import { TrialForm } from './trial-form.tsx';
import { TrialUses } from './trial-uses.tsx';

type OwnTrial = NonNullable<RouterOutputs['trial']['get']>;

const tones = { open: 'good', preparing: 'accent', closed: 'neutral', failed: 'bad' } as const;

/** For the creator: letting people try it on a node of theirs, within a budget, and what was used of it. */
export function TrialOfferCard({ page }: { page: Page }) {
  const t = useTranslations('market.trial');
  const api = useTRPC();
  const { componentId } = page;
  const nodes = useQuery(api.node.list.queryOptions());
  const models = useQuery(api.model.list.queryOptions());
  const trial = useQuery({
    ...api.trial.get.queryOptions({ componentId }),
    refetchInterval: (query) => (query.state.data?.state === 'preparing' ? 1_000 : false),
  });
  const open = useMutation(api.trial.open.mutationOptions({ onSuccess: () => toast.success(t('saved')) }));
  const error = nodes.error ?? models.error ?? trial.error;
  const own = trial.data ?? null;
  const choices =
    nodes.data && models.data && trial.data !== undefined ? { nodes: nodes.data, models: models.data } : null;
  return (
    <Card className="space-y-3">
      <CardHeading
        title={t('title')}
        actions={own && <Badge tone={tones[own.state]}>{t(`state.${own.state}`)}</Badge>}
      />
      <p className="text-muted text-sm">{t('lead')}</p>
      {error && <ErrorPanel message={error.message} onRetry={() => void trial.refetch()} />}
      {!error && !choices && <Skeleton lines={2} label={t('title')} />}
      {own && <Standing trial={own} page={page} />}
      {choices?.nodes.length === 0 && (
        <Notice>
          {t('noNode')}{' '}
          <Link href="/nodes" className="underline">
            {t('addNode')}
          </Link>
        </Notice>
      )}
      {choices && choices.nodes.length > 0 && (
        <Fold title={t(own ? 'change' : 'offer')}>
          <TrialForm
            initial={openTrialDraft(own?.offer ?? null, { ...choices, preset: page.preset })}
            nodes={choices.nodes}
            models={choices.models.filter(({ kind, from }) => kind === 'chat' && from === 'catalogue')}
            isKnowledge={page.kind === 'knowledge'}
            sellsLicences={page.preset !== 'hosted'}
            isPending={open.isPending}
            problem={open.error?.message}
            onSave={(offer) => open.mutate({ componentId, ...offer })}
          />
        </Fold>
      )}
    </Card>
  );
}

function Standing({ trial, page }: { trial: OwnTrial; page: Page }) {
  const t = useTranslations('market.trial');
  const { componentId, name } = page;
  const close = useMutation(useTRPC().trial.close.mutationOptions({ onSuccess: () => toast.success(t('closed')) }));
  const { state, reason, today, offer } = trial;
  return (
    <>
      {state === 'preparing' && <Notice>{t('preparing')}</Notice>}
      {state === 'failed' && <Notice tone="bad">{reason}</Notice>}
      {close.error && <Notice tone="bad">{close.error.message}</Notice>}
      <p className="text-sm">
        {t('today', { ...today, dailyQuestions: offer.dailyQuestions, dailyTokens: offer.dailyTokens })}
      </p>
      <TrialUses trial={trial} />
      {state !== 'closed' && (
        <ConfirmButton
          size="small"
          title={t('closeTitle', { name })}
          lead={t('closeLead')}
          confirm={t('close')}
          disabled={close.isPending}
          onConfirm={() => close.mutate({ componentId })}
        >
          {t('close')}
        </ConfirmButton>
      )}
    </>
  );
}
