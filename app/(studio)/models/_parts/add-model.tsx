'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AddFile } from '#app/_files/add-file.tsx';
import { SelectField } from '#app/_ui/field.tsx';
import { limits } from '#protocol/limits.ts';
import { catalogue } from '#protocol/models/catalogue.ts';

const bases = catalogue.filter(({ kind }) => kind === 'chat');

/** Brings a model file of one's own into the studio, as the first or the next version of a component that can be used and sold. */
export function AddModel({ own }: { own: { id: string; name: string }[] }) {
  const t = useTranslations('models.add');
  const [madeFrom, setMadeFrom] = useState(bases[0]?.id ?? '');
  return (
    <AddFile
      words="models.add"
      fileHint={t('fileHint', { gigabytes: limits.bundleSizeBytes / 1024 ** 3 })}
      ending=".gguf"
      address="/api/models"
      licence="Apache-2.0"
      more={madeFrom === '' ? {} : { madeFrom }}
      place="/models"
      own={own}
    >
      <SelectField
        label={t('madeFrom')}
        hint={t('madeFromHint')}
        value={madeFrom}
        onChange={(event) => setMadeFrom(event.target.value)}
      >
        {bases.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        <option value="">{t('madeFromNone')}</option>
      </SelectField>
    </AddFile>
  );
}
