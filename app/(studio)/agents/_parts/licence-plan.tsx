import { CircleAlert, CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { LicencePlanPart } from './use-licence-plan.ts';

interface LicencePlanProps {
  plan: LicencePlanPart[];
  nodeId: string;
}

/** Which licensed components the version holds, whether this node may run them, and where to get what is missing. Nothing where nothing is licensed. */
export function LicencePlan({ plan, nodeId }: LicencePlanProps) {
  const t = useTranslations('agents.deploy.licences');
  if (plan.length === 0) return null;
  return (
    <section aria-label={t('title')} className="rounded-md border border-line">
      <h3 className="border-line border-b px-3 py-2 font-medium text-sm">{t('title')}</h3>
      <ul className="divide-y divide-line">
        {plan.map(({ deedId, name, state, message, marketPath }) => {
          const isFine = state === 'ok';
          const Icon = isFine ? CircleCheck : CircleAlert;
          return (
            <li key={`${deedId}-${name}`} className="flex gap-2 px-3 py-2 text-sm">
              <Icon className={`mt-0.5 size-4 shrink-0 ${isFine ? 'text-good' : 'text-warn'}`} aria-hidden="true" />
              <div className="min-w-0">
                <p>
                  <span className="break-words font-medium">{name}</span>{' '}
                  <span className="text-xs">{t(`state.${state}`)}</span>
                </p>
                <p className="break-words text-muted">{message}</p>
                {!isFine && (
                  <Link href={wayTo({ state, nodeId, marketPath })} className="text-accent underline">
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

function wayTo({ state, nodeId, marketPath }: Pick<LicencePlanPart, 'state' | 'marketPath'> & { nodeId: string }) {
  if (state === 'not-linked') return `/nodes/${nodeId}`;
  return state === 'waiting' ? '/library' : marketPath;
}
