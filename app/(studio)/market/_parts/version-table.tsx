'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { isMeasurable } from '#protocol/market/measurable-kinds.ts';
import type { Page } from './component-view.tsx';

/** Versions of the deed, each by the fingerprint of its content. */
export function VersionTable({ page: { versions, kind } }: { page: Page }) {
  const t = useTranslations('market.page');
  const format = useFormatter();
  return (
    <Card>
      <CardHeading title={t('versions')} />
      <ul className="divide-y divide-line">
        {versions.map((version) => (
          <li key={version.number} className="space-y-1 py-2 text-sm">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{t('version', { number: version.number })}</span>
              <Badge>{t(version.isPrivate ? 'encrypted' : 'open')}</Badge>
              <span className="text-muted text-xs">{format.dateTime(version.createdAt, { dateStyle: 'medium' })}</span>
            </p>
            {isMeasurable(kind) ? <Measured evaluation={version.evaluation} /> : <NotMeasurable kind={kind} />}
            <p className="break-all font-mono text-muted text-xs" title={t('root')}>
              {version.contentRoot}
            </p>
            {version.cid !== '' && (
              <p className="break-all font-mono text-muted text-xs">
                {t('cid')} {version.cid}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What was measured of this very content. */
function Measured({ evaluation }: Pick<Page['versions'][number], 'evaluation'>) {
  const t = useTranslations('market.page');
  const format = useFormatter();
  if (!evaluation) return <p className="text-muted text-xs">{t('notMeasured')}</p>;
  const { passed, checks, questions, measuredAt } = evaluation;
  const share = passed / Math.max(1, checks);
  return (
    <p className="text-xs">
      {t('measured', { share, checks, questions, when: format.dateTime(measuredAt, { dateStyle: 'medium' }) })}
    </p>
  );
}

/** No version of such a kind ever has a score. */
function NotMeasurable({ kind }: Pick<Page, 'kind'>) {
  const t = useTranslations('market.page.notMeasurable');
  return <p className="text-muted text-xs">{t(kind === 'model' ? 'model' : 'dataset')}</p>;
}
