'use client';
import { useQuery } from '@tanstack/react-query';
import { Cpu } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { FileCard } from '#app/_files/file-card.tsx';
import { SellVersion } from '#app/_sale/sell-version.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { DeleteByName } from '#app/_ui/delete-by-name.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { useSize } from '#app/_ui/use-size.ts';
import { catalogue } from '#protocol/models/catalogue.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Model = RouterOutputs['model']['list'][number];

/** The account's own and bought models first, then what the catalogue offers. */
export function ModelList({ initial }: { initial: Model[] }) {
  const t = useTranslations('models');
  const api = useTRPC();
  const { data: models } = useQuery({ ...api.model.list.queryOptions(), initialData: initial });
  const own = models.filter(({ from }) => from !== 'catalogue');
  return (
    <div className="space-y-6">
      <section aria-label={t('own')} className="space-y-3">
        <h2 className="font-semibold">{t('own')}</h2>
        {own.length === 0 ? (
          <EmptyState picture={<Cpu className="size-12" />} title={t('empty.title')} lead={t('empty.lead')} />
        ) : (
          <Cards models={own} />
        )}
      </section>
      <section aria-label={t('catalogue')} className="space-y-3">
        <h2 className="font-semibold">{t('catalogue')}</h2>
        <Cards models={models.filter(({ from }) => from === 'catalogue')} />
      </section>
    </div>
  );
}

function Cards({ models }: { models: Model[] }) {
  return (
    <ul className="grid gap-3 md:grid-cols-2">
      {models.map((model) => (
        <li key={model.id}>
          <ModelCard model={model} />
        </li>
      ))}
    </ul>
  );
}

function ModelCard({ model }: { model: Model }) {
  const t = useTranslations('models');
  const size = useSize();
  const { name, kind, from, licence, sizeBytes, memoryBytes, contextTokens, version } = model;
  const base = catalogue.find(({ id }) => id === version?.madeFrom);
  const actions = version && (
    <>
      {from === 'own' && (
        <SellVersion componentId={model.id} versionId={version.versionId} number={version.number} size="normal" />
      )}
      <DeleteModel model={model} />
    </>
  );
  return (
    <FileCard name={name} mark={t(`from.${from}`)} isMarked={from !== 'catalogue'} actions={actions}>
      <p className="text-muted">
        {t(`kind.${kind}`)} · {licence} · {size(sizeBytes)} · {t('memory', { size: size(memoryBytes) })} ·{' '}
        {t('reads', { tokens: contextTokens })}
      </p>
      {version && (
        <>
          <p className="text-muted">
            {t('version', { number: version.number })} · {base ? t('madeFrom', { name: base.name }) : t('madeFromNone')}
          </p>
          <p className="text-xs">{t('onNode')}</p>
        </>
      )}
    </FileCard>
  );
}

function DeleteModel({ model: { id, name } }: { model: Model }) {
  const t = useTranslations('models');
  const removal = useTRPC().model.delete.mutationOptions();
  return <DeleteByName name={name} lead={t('deleteLead')} removal={removal} input={{ componentId: id }} />;
}
