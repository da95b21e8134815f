'use client';
import { Check, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import type { Page } from './component-view.tsx';

/** What a licence gives, and what it doesn't, in words. */
export function WhatYouGet({ page }: { page: Page }) {
  const t = useTranslations('market.get');
  const { gets, lacks } = judge(page);
  const days = daysOf(page);
  const runsWhereAllowed = page.kind === 'model' && page.preset !== 'hosted';
  return (
    <Card>
      <CardHeading title={t('title')} />
      <ul className="space-y-2 text-sm">
        {gets.map((key) => (
          <li key={key} className="flex gap-2">
            <Check className="mt-0.5 size-4 shrink-0 text-good" aria-hidden="true" />
            <span>{t(`yes.${key}`, { days })}</span>
          </li>
        ))}
      </ul>
      {runsWhereAllowed && <p className="mt-3 text-muted text-xs">{t('ownModels')}</p>}
      <h3 className="mt-4 mb-2 font-medium text-sm">{t('not')}</h3>
      <ul className="space-y-2 text-sm">
        {lacks.map((key) => (
          <li key={key} className="flex gap-2">
            <X className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden="true" />
            <span>{t(`no.${key}`, { days })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function judge({ kind, offers, scopes, preset, isPrivate, isHosted }: Page) {
  if (preset === 'hosted') return { gets: isHosted ? ['hosted', 'newest'] : ['newest'], lacks: ['content', 'deed'] };
  const hasSeat = offers.some(({ scope }) => scope === licenceScopes.seat);
  const hasDomain = offers.some(({ scope }) => scope === licenceScopes.domain);
  const isTimed = scopes.some(({ durationSeconds }) => durationSeconds > 0);
  const isSoulbound = scopes.some((one) => one.isSoulbound);
  // Rows are downloaded; everything else runs on a node.
  const isCopy = kind === 'dataset';
  const gets: [string, boolean][] = [
    [isCopy ? 'copy' : 'seat', hasSeat],
    [isCopy ? 'copyDomain' : 'domain', hasDomain],
    ['versions', true],
    ['key', isPrivate],
    ['refund', isPrivate],
    ['time', isTimed],
    ['resell', !isSoulbound && !isTimed],
  ];
  const lacks: [string, boolean][] = [
    ['deed', true],
    ['share', true],
    ['resell', isSoulbound || isTimed],
    [isCopy ? 'laterCopy' : 'later', isTimed],
  ];
  const named = (list: [string, boolean][]) => list.filter(([, holds]) => holds).map(([key]) => key);
  return { gets: named(gets), lacks: named(lacks) };
}

function daysOf({ scopes }: Page): number {
  return Math.round((scopes.find(({ durationSeconds }) => durationSeconds > 0)?.durationSeconds ?? 0) / 86_400);
}
