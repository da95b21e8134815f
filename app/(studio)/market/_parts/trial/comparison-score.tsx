'use client';
import { useTranslations } from 'next-intl';
import { Fold } from '#app/_ui/fold.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { Comparison } from './comparison-view.tsx';

/** The score as the node that answered signed it; nothing before it is revealed. */
export function ComparisonScore({ comparison }: { comparison: Comparison }) {
  const t = useTranslations('market.compare');
  const { score, node, contentRoot } = comparison;
  if (!score) return null;
  const { withWins, withoutWins, ties, signature, verdictsHash } = score;
  return (
    <div className="space-y-2">
      <Notice tone={withWins > withoutWins ? 'good' : 'info'} title={t('score')}>
        {t('scoreLine', { withWins, withoutWins, ties })}
      </Notice>
      <Fold title={t('signed')}>
        <dl className="space-y-2 text-sm">
          <Fact name={t('node')} value={node} />
          <Fact name={t('root')} value={contentRoot} />
          <Fact name={t('verdicts')} value={verdictsHash} />
          <Fact name={t('signature')} value={signature} />
        </dl>
      </Fold>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="break-all font-mono text-xs">{value}</dd>
    </div>
  );
}
