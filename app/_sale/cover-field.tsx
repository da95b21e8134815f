'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { CoverArt } from '#app/_market/cover-art.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { sendFile } from '#app/_ui/send-file.ts';
import { limits } from '#protocol/limits.ts';
import type { DeedKind } from '#protocol/market/mint-terms.ts';

const MiB = 1024 * 1024;
const types = 'image/png,image/jpeg,image/webp,image/gif,image/avif';

/** The picture on a component's card: as it is now, another one, or none. It is kept at once. */
export function CoverField({ componentId, kind }: { componentId: string; kind: DeedKind }) {
  const t = useTranslations('sale.cover');
  const api = useTRPC();
  const chooser = useRef<HTMLInputElement>(null);
  const { data: page } = useQuery(api.sale.page.queryOptions({ componentId }));
  const upload = useMutation({ mutationFn: (file: File) => sendCover(componentId, file, t) });
  const remove = useMutation(api.sale.removeCover.mutationOptions({ onMutate: () => upload.reset() }));
  const coverPath = page?.coverPath ?? null;
  const isBusy = upload.isPending || remove.isPending;
  const problem = upload.error ?? remove.error;

  function choose(files: FileList | null) {
    const [file] = files ?? [];
    remove.reset();
    if (file) upload.mutate(file);
    // The same file once more is a choice too.
    if (chooser.current) chooser.current.value = '';
  }

  return (
    <fieldset className="space-y-2">
      <legend className="font-medium text-sm">{t('title')}</legend>
      <div className="max-w-80 overflow-hidden rounded-md border border-line">
        <CoverArt kind={kind} seed={componentId} coverPath={coverPath} />
      </div>
      <p id={`${componentId}-cover`} className="text-muted text-xs">
        {t('hint', { megabytes: limits.coverBytes / MiB, ...limits.coverLeast })}
      </p>
      <input
        ref={chooser}
        type="file"
        accept={types}
        className="hidden"
        tabIndex={-1}
        aria-label={t('choose')}
        onChange={(event) => choose(event.target.files)}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          disabled={isBusy}
          aria-describedby={`${componentId}-cover`}
          onClick={() => chooser.current?.click()}
        >
          {upload.isPending ? t('sending') : t(coverPath ? 'change' : 'choose')}
        </Button>
        {coverPath && (
          <Button size="small" tone="plain" disabled={isBusy} onClick={() => remove.mutate({ componentId })}>
            {t('remove')}
          </Button>
        )}
      </div>
      {problem && <Notice tone="bad">{problem.message}</Notice>}
    </fieldset>
  );
}

/** What can be told before anything is sent is told before. */
async function sendCover(componentId: string, file: File, t: ReturnType<typeof useTranslations<'sale.cover'>>) {
  if (file.size > limits.coverBytes) {
    throw new Error(t('tooLarge', { size: file.size / MiB, megabytes: limits.coverBytes / MiB }));
  }
  if (file.size === 0) throw new Error(t('empty'));
  await sendFile(`/api/market/covers/${componentId}`, file, () => undefined);
}
