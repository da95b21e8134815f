'use client';
import { useTranslations } from 'next-intl';
import { AddFile } from '#app/_files/add-file.tsx';
import { limits } from '#protocol/limits.ts';

/** Brings rows of one's own into the studio, as the first or the next version of a dataset that can be sold. */
export function AddDataset({ own }: { own: { id: string; name: string }[] }) {
  const t = useTranslations('finetuning.add');
  const megabytes = limits.datasetBytes / 1024 ** 2;
  return (
    <AddFile
      words="finetuning.add"
      fileHint={t('fileHint', { megabytes, rows: limits.datasetRows })}
      ending=".jsonl"
      address="/api/datasets"
      licence="CC-BY-4.0"
      place="/finetuning"
      own={own}
    />
  );
}
