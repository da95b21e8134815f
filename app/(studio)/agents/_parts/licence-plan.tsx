'use client';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';

interface LicencePlanProps {
  agentVersionId: string;
  nodeId: string;
}

/** Which licensed components the version holds, whether this node may run them, and where to buy what is missing. Nothing where nothing is licensed. */
export function LicencePlan({ agentVersionId, nodeId }: LicencePlanProps) {
  const t = useTranslations('agents.deploy.licences');
  const { data: plan } = useQuery(useTRPC().library.deployPlan.queryOptions({ agentVersionId, nodeId }));
  if (!plan || plan.length === 0) return null;
  return (
    <section aria-label={t('title')} className="rounded-md border border-line">
      <h3 className="border-line border-b px-3 py-2 font-medium text-sm">{t('title')}</h3>
      <ul className="divide-y divide-line">
        {plan.map(({ deedId, name, state, message, marketPath }) => {
          const isFine = state === 'ok';
          const Icon = isFine ? CircleCheck : CircleAlert;
          return (
            <li key={deedId} className="flex gap-2 px-3 py-2 text-sm">
              <Icon className={`mt-0.5 size-4 shrink-0 ${isFine ? 'text-good' : 'text-warn'}`} aria-hidden="true" />
              <div className="min-w-0">
                <p>
                  <span className="font-medium">{name}</span> <span className="text-xs">{t(`state.${state}`)}</span>
                </p>
                <p className="break-words text-muted">{message}</p>
                {!isFine && (
                  <Link
                    href={state === 'not-linked' ? `/nodes/${nodeId}` : marketPath}
                    className="text-accent underline"
                  >
                    {t(`way.${state}`)}
                  </Link>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
