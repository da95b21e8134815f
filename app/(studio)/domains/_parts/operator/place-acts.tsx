'use client';
import { useTranslations } from 'next-intl';
import type { DomainPage } from '#app/(studio)/domains/_parts/domain-view.tsx';
import { useDomainPlans } from '#app/(studio)/domains/_parts/use-domain-plans.ts';
import { ReasonForm } from './reason-form.tsx';

interface PlaceActsProps {
  domain: DomainPage;
  place: DomainPage['places'][number];
}

/** What the operator may do about a node that has, or had, a place. */
export function PlaceActs({ domain, place: { node, owner, state } }: PlaceActsProps) {
  const t = useTranslations('domains.operate');
  const plans = useDomainPlans(domain);
  const banned = new Set(domain.bans.map(({ account }) => account));
  const choices = [
    { name: t('evict'), planOf: (reason: string) => plans.evict(node, reason), isOffered: state === 'in' },
    { name: t('ban'), planOf: (reason: string) => plans.ban(node, reason), isOffered: !banned.has(node) },
    { name: t('banOwner'), planOf: (reason: string) => plans.ban(owner, reason), isOffered: !banned.has(owner) },
  ];
  return <ReasonForm choices={choices.filter(({ isOffered }) => isOffered)} />;
}
