'use client';
import { useQuery } from '@tanstack/react-query';
import { Database, Download } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { FileCard } from '#app/_files/file-card.tsx';
import { SellVersion } from '#app/_sale/sell-version.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { DeleteByName } from '#app/_ui/delete-by-name.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { useSize } from '#app/_ui/use-size.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Dataset = RouterOutputs['dataset']['list'][number];

/** The account's own and bought datasets, the newest first. */
export function DatasetList({ initial }: { initial: Dataset[] }) {
  const t = useTranslations('finetuning');
  const { data: datasets } = useQuery({ ...useTRPC().dataset.list.queryOptions(), initialData: initial });
  if (datasets.length === 0) {
    return <EmptyState picture={<Database className="size-12" />} title={t('empty.title')} lead={t('empty.lead')} />;
  }
  return (
    <ul aria-label={t('title')} className="grid gap-3 md:grid-cols-2">
      {datasets.map((dataset) => (
        <li key={dataset.id}>
          <DatasetCard dataset={dataset} />
        </li>
      ))}
    </ul>
  );
}

function DatasetCard({ dataset }: { dataset: Dataset }) {
  const t = useTranslations('finetuning');
  const format = useFormatter();
  const size = useSize();
  const { id, name, description, from, rows, duplicates, licence, deedId, version, versions } = dataset;
  const actions = (
    <>
      {from === 'own' && (
        <SellVersion componentId={id} versionId={version.versionId} number={version.number} size="normal" />
      )}
      <Button asChild>
        <a href={`/api/datasets/${id}`} download>
          <Download className="size-4" aria-hidden="true" />
          {t('download')}
        </a>
      </Button>
      <DeleteDataset dataset={dataset} />
    </>
  );
  return (
    <FileCard name={name} mark={t(`from.${from}`)} isMarked={from === 'bought'} actions={actions}>
      <p className="text-muted">
        {t('rows', { rows })} · {size(version.sizeBytes)} · {licence}
      </p>
      {duplicates > 0 && <p className="text-warn">{t('duplicates', { duplicates })}</p>}
      <p className="text-muted">
        {t('version', { number: version.number, day: format.dateTime(version.createdAt, { dateStyle: 'medium' }) })} ·{' '}
        {t('versions', { versions })}
      </p>
      {deedId !== null && <p className="text-xs">{t('licensed', { deedId })}</p>}
      {description !== '' && <p className="line-clamp-3 break-words">{description}</p>}
    </FileCard>
  );
}

function DeleteDataset({ dataset: { id, name } }: { dataset: Dataset }) {
  const t = useTranslations('finetuning');
  const removal = useTRPC().dataset.delete.mutationOptions();
  return <DeleteByName name={name} lead={t('deleteLead')} removal={removal} input={{ componentId: id }} />;
}
