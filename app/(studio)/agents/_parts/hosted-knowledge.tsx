'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useController } from 'react-hook-form';
import { Button } from '#app/_ui/button.tsx';
import type { SectionProps } from './agent-form-types.ts';

/** Knowledge of others that the agent searches on their nodes; it is added on its page in the market. Nothing while there is none. */
export function HostedKnowledge({ control }: Pick<SectionProps, 'control'>) {
  const t = useTranslations('agents.form');
  const { field } = useController({ control, name: 'draft.hosted' });
  if (field.value.length === 0) return null;
  return (
    <section aria-label={t('hosted')} className="space-y-2 rounded-md border border-line p-3">
      <h3 className="font-medium text-sm">{t('hosted')}</h3>
      <p className="text-muted text-xs">
        {t('hostedLead')}{' '}
        <Link href="/market?kind=knowledge" className="text-accent underline">
          {t('hostedMarket')}
        </Link>
      </p>
      <ul className="divide-y divide-line">
        {field.value.map(({ name, deedId, gateway }) => (
          <li key={deedId} className="flex flex-wrap items-center justify-between gap-2 py-2 text-sm">
            <span className="min-w-0 break-words">
              <Link href={`/market/${deedId}`} className="text-accent underline">
                {name}
              </Link>{' '}
              <span className="break-all text-muted text-xs">{t('hostedDeed', { number: deedId, gateway })}</span>
            </span>
            <Button
              size="small"
              aria-label={t('hostedRemoveOne', { name })}
              onClick={() => field.onChange(field.value.filter((one) => one.deedId !== deedId))}
            >
              {t('hostedRemove')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
