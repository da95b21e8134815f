'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { CreateDialog } from '#app/_ui/create-dialog.tsx';
import { SelectField, TextArea, TextField } from '#app/_ui/field.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { sendFile } from '#app/_ui/send-file.ts';
import { limits } from '#protocol/limits.ts';
import { spdxLicences } from '#protocol/market/spdx-licences.ts';

interface FileFields {
  /** Component that gets another version; empty for a new one. */
  componentId: string;
  files: FileList | null;
  name: string;
  description: string;
  licence: string;
}

interface AddFileProps {
  /** Of the messages. */
  words: 'models.add' | 'finetuning.add';
  fileHint: string;
  /** Ending of the file's name, with the dot. */
  ending: string;
  /** Where it is sent. */
  address: string;
  /** Chosen to begin with. */
  licence: string;
  /** What the address says besides the fields here. */
  more?: Record<string, string>;
  /** The screen that shows it. */
  place: string;
  /** Components that may get another version. */
  own: { id: string; name: string }[];
  /** Fields of its kind. */
  children?: ReactNode;
}

/** Brings a file of one's own into the studio, as the first or the next version of a component that can be sold. */
export function AddFile({ words, fileHint, ending, address, licence, more = {}, place, own, children }: AddFileProps) {
  const t = useTranslations(words);
  const router = useRouter();
  const [sentBytes, setSentBytes] = useState(0);
  const { register, getValues, setValue } = useForm<FileFields>({
    defaultValues: { componentId: '', files: null, name: '', description: '', licence },
  });
  const add = useMutation({
    mutationFn: ({ files, componentId, ...fields }: FileFields) => {
      const file = files?.[0];
      if (!file) return Promise.resolve(null);
      const said = { ...fields, fileName: file.name, ...more, ...(componentId && { componentId }) };
      return sendFile(`${address}?${new URLSearchParams(said)}`, file, setSentBytes);
    },
  });
  const file = getValues('files')?.[0];

  async function make() {
    await add.mutateAsync(getValues());
    toast.success(t('done'));
    router.refresh();
    return place;
  }
  function nameAsFile() {
    const chosen = getValues('files')?.[0];
    if (!chosen || getValues('name') !== '') return;
    const plain = chosen.name.toLowerCase().endsWith(ending) ? chosen.name.slice(0, -ending.length) : chosen.name;
    setValue('name', plain.slice(0, limits.nameLength));
  }
  function nameAsOwn() {
    const chosen = own.find(({ id }) => id === getValues('componentId'));
    if (chosen) setValue('name', chosen.name);
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
        hint={fileHint}
        type="file"
        accept={ending}
        required
        {...register('files', { onChange: nameAsFile })}
      />
      {own.length > 0 && (
        <SelectField label={t('as')} {...register('componentId', { onChange: nameAsOwn })}>
          <option value="">{t('asNew')}</option>
          {own.map(({ id, name }) => (
            <option key={id} value={id}>
              {t('asVersion', { name })}
            </option>
          ))}
        </SelectField>
      )}
      <TextField label={t('name')} required maxLength={limits.nameLength} {...register('name')} />
      {children}
      <SelectField label={t('licence')} hint={t('licenceHint')} {...register('licence')}>
        {spdxLicences.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </SelectField>
      <TextArea label={t('description')} maxLength={limits.descriptionLength} {...register('description')} />
    </CreateDialog>
  );
}
