import { useTranslations } from 'next-intl';

/** Why a version of a kind that can't be asked the questions of a set has no score, and what helps to judge it instead. */
export function NotMeasured({ kind }: { kind: string }) {
  const t = useTranslations('sale.evaluation.not');
  return (
    <div className="mt-3 space-y-1 rounded-md border border-line bg-sunken p-3 text-sm">
      <p className="font-medium">{t(kind === 'model' ? 'model' : 'dataset')}</p>
      <p className="text-muted">{t(kind === 'model' ? 'modelInstead' : 'datasetInstead')}</p>
    </div>
  );
}
