'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { CreateDialog } from '#app/_ui/create-dialog.tsx';
import { SelectField, TextArea, TextField } from '#app/_ui/field.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { sendFile } from '#app/_ui/send-file.ts';
import { limits } from '#protocol/limits.ts';
import { spdxLicences } from '#protocol/market/spdx-licences.ts';
import { catalogue } from '#protocol/models/catalogue.ts';

interface ModelFields {
  /** Model that gets another version; empty for a new one. */
  componentId: string;
  files: FileList | null;
  name: string;
  description: string;
  licence: string;
  madeFrom: string;
}

const bases = catalogue.filter(({ kind }) => kind === 'chat');

/** Brings a model file of one's own into the studio, as the first or the next version of a component that can be used and sold. */
export function AddModel({ own }: { own: { id: string; name: string }[] }) {
  const t = useTranslations('models.add');
  const router = useRouter();
  const [sentBytes, setSentBytes] = useState(0);
  const { register, getValues, setValue } = useForm<ModelFields>({
    defaultValues: {
      componentId: '',
      files: null,
      name: '',
      description: '',
      licence: 'Apache-2.0',
      madeFrom: bases[0]?.id ?? '',
    },
  });
  const add = useMutation({ mutationFn: (fields: ModelFields) => upload(fields, setSentBytes) });
  const file = getValues('files')?.[0];

  async function make() {
    await add.mutateAsync(getValues());
    toast.success(t('done'));
    router.refresh();
    return '/models';
  }
  return (
    <CreateDialog
      button={t('button')}
      title={t('button')}
      lead={t('lead')}
      submit={add.isPending ? t('sending') : t('submit')}
      isPending={add.isPending}
      problem={add.error?.message}
      onSubmit={make}
      result={
        add.isPending && file ? (
          <ProgressBar done={sentBytes} total={file.size} label={t('sent', { percent: sentBytes / file.size })} />
        ) : null
      }
    >
      <TextField
        label={t('file')}
        hint={t('fileHint', { gigabytes: limits.bundleSizeBytes / 1024 ** 3 })}
        type="file"
        accept=".gguf"
        required
        {...register('files', {
          onChange: () => {
            const chosen = getValues('files')?.[0];
            if (chosen && getValues('name') === '')
              setValue('name', chosen.name.replace(/\.gguf$/i, '').slice(0, limits.nameLength));
          },
        })}
      />
      {own.length > 0 && (
        <SelectField
          label={t('as')}
          {...register('componentId', {
            onChange: () => {
              const chosen = own.find(({ id }) => id === getValues('componentId'));
              if (chosen) setValue('name', chosen.name);
            },
          })}
        >
          <option value="">{t('asNew')}</option>
          {own.map(({ id, name }) => (
            <option key={id} value={id}>
              {t('asVersion', { name })}
            </option>
          ))}
        </SelectField>
      )}
      <TextField label={t('name')} required maxLength={limits.nameLength} {...register('name')} />
      <SelectField label={t('madeFrom')} hint={t('madeFromHint')} {...register('madeFrom')}>
        {bases.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        <option value="">{t('madeFromNone')}</option>
      </SelectField>
      <SelectField label={t('licence')} hint={t('licenceHint')} {...register('licence')}>
        {spdxLicences.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </SelectField>
      <TextArea label={t('description')} maxLength={limits.descriptionLength} {...register('description')} />
    </CreateDialog>
  );
}

async function upload(fields: ModelFields, onProgress: (sentBytes: number) => void): Promise<unknown> {
  const file = fields.files?.[0];
  if (!file) return null;
  const { name, description, licence, madeFrom, componentId } = fields;
  const place = { ...(madeFrom && { madeFrom }), ...(componentId && { componentId }) };
  const query = new URLSearchParams({ name, description, licence, fileName: file.name, ...place });
  return sendFile(`/api/models?${query}`, file, onProgress);
}
