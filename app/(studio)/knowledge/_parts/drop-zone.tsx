'use client';
import { FileUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { classNames } from '#app/_ui/class-names.ts';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { type UploadRow, useUploads } from './use-uploads.ts';

interface DropZoneProps {
  knowledgeId: string;
  limits: RouterOutputs['knowledge']['limits'];
  onAdded: () => void;
}

/** Takes files and folders by drop or choice, and says of each what became of it. */
export function DropZone({ knowledgeId, limits, onAdded }: DropZoneProps) {
  const t = useTranslations('knowledge.drop');
  const { rows, upload, clear } = useUploads(knowledgeId, onAdded);
  const [leftOut, setLeftOut] = useState(0);
  const { getRootProps, getInputProps, open, isDragActive } = useDropzone({
    onDrop: (files) => {
      setLeftOut(Math.max(0, files.length - limits.documentsPerUpload));
      void upload(files.slice(0, limits.documentsPerUpload));
    },
    noClick: true,
    noKeyboard: true,
  });
  const added = rows.filter(({ state }) => state === 'added').length;
  const refused = rows.filter(({ state }) => state === 'refused');
  return (
    <div className="space-y-2">
      <div
        {...getRootProps()}
        className={classNames(
          'flex flex-col items-center gap-2 rounded-lg border-2 border-dashed p-6 text-center',
          isDragActive ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
        )}
      >
        <input {...getInputProps()} aria-label={t('choose')} />
        <FileUp className="size-8 text-accent" aria-hidden="true" />
        <p className="font-medium">{t('title')}</p>
        <p className="text-muted text-sm">
          {t('limits', {
            endings: limits.endings.join(', '),
            megabytes: Math.round(limits.documentSizeBytes / 1_048_576),
            count: limits.documentsPerUpload,
          })}
        </p>
        <Button onClick={open}>{t('choose')}</Button>
      </div>
      {leftOut > 0 && <Notice tone="warn">{t('leftOut', { count: leftOut, limit: limits.documentsPerUpload })}</Notice>}
      {rows.length > 0 && (
        <div className="rounded-lg border border-line bg-surface p-3">
          <div className="flex items-center justify-between gap-2">
            <p role="status" className="text-sm">
              {t('sent', { added, total: rows.length, refused: refused.length })}
            </p>
            <Button size="small" tone="plain" onClick={clear}>
              {t('hide')}
            </Button>
          </div>
          <ul className="mt-2 max-h-60 space-y-1 overflow-y-auto text-sm">
            {rows
              .filter(({ state }) => state !== 'added')
              .map((row) => (
                <Upload key={row.id} row={row} />
              ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Upload({ row }: { row: UploadRow }) {
  const t = useTranslations('knowledge.drop');
  const percent = row.sizeBytes > 0 ? Math.round((row.sentBytes / row.sizeBytes) * 100) : 0;
  return (
    <li className="flex flex-wrap items-baseline gap-2">
      <span className="break-all font-medium">{row.name}</span>
      {row.state === 'refused' ? (
        <span className="text-bad">{row.reason}</span>
      ) : (
        <Badge tone="accent">{row.state === 'waiting' ? t('waiting') : t('percent', { percent })}</Badge>
      )}
    </li>
  );
}
