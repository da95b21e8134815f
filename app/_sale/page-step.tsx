'use client';
import { Plus, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { ReadmeText } from '#app/_market/readme-text.tsx';
import { Button } from '#app/_ui/button.tsx';
import { SelectField, TextArea, TextField } from '#app/_ui/field.tsx';
import { limits } from '#protocol/limits.ts';

export interface PageDraft {
  summary: string;
  readme: string;
  /** Numbered for as long as they are edited. */
  samples: { id: number; title: string; text: string }[];
  language: string;
  tags: string[];
}

interface PageStepProps {
  page: PageDraft;
  onChange: (change: Partial<PageDraft>) => void;
}

/** The languages that are offered by name; others can be told in the readme. */
const languages = [
  'ar',
  'cs',
  'de',
  'en',
  'es',
  'fr',
  'hi',
  'id',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt',
  'ru',
  'sv',
  'tr',
  'uk',
  'vi',
  'zh',
];

/** What people see before they buy: words, examples, language. */
export function PageStep({ page, onChange }: PageStepProps) {
  const t = useTranslations('sale.page');
  const [tags, setTags] = useState(page.tags.join(', '));
  const names = new Intl.DisplayNames([useLocale()], { type: 'language' });
  return (
    <div className="space-y-4">
      <p className="text-muted text-sm">{t('lead')}</p>
      <TextField
        label={t('summary')}
        hint={t('summaryHint')}
        maxLength={200}
        value={page.summary}
        onChange={(event) => onChange({ summary: event.target.value })}
      />
      <ReadmeField value={page.readme} onChange={(readme) => onChange({ readme })} />
      <SampleFields samples={page.samples} onChange={(samples) => onChange({ samples })} />
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label={t('language')}
          value={page.language}
          onChange={(event) => onChange({ language: event.target.value })}
        >
          <option value="">{t('noLanguage')}</option>
          {languages.map((code) => (
            <option key={code} value={code}>
              {names.of(code)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('tags')}
          hint={t('tagsHint')}
          value={tags}
          onChange={(event) => {
            setTags(event.target.value);
            onChange({ tags: readTags(event.target.value) });
          }}
        />
      </div>
    </div>
  );
}

function readTags(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim().toLowerCase().slice(0, 30));
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, 10);
}

function nextId(samples: PageDraft['samples']): number {
  return Math.max(0, ...samples.map(({ id }) => id)) + 1;
}

function ReadmeField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations('sale.page');
  const [isShown, setIsShown] = useState(false);
  return (
    <div className="space-y-2">
      {isShown ? (
        <div className="rounded-md border border-line p-3">
          <ReadmeText text={value} />
        </div>
      ) : (
        <TextArea
          label={t('readme')}
          hint={t('readmeHint')}
          className="min-h-40"
          maxLength={limits.readmeLength}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {value.trim() !== '' && (
        <Button size="small" onClick={() => setIsShown(!isShown)}>
          {isShown ? t('write') : t('preview')}
        </Button>
      )}
    </div>
  );
}

function SampleFields({
  samples,
  onChange,
}: {
  samples: PageDraft['samples'];
  onChange: (samples: PageDraft['samples']) => void;
}) {
  const t = useTranslations('sale.page');
  const change = (index: number, part: Partial<PageDraft['samples'][number]>) =>
    onChange(samples.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <fieldset className="space-y-3">
      <legend className="font-medium text-sm">{t('samples')}</legend>
      <p className="text-muted text-sm">{t('samplesLead')}</p>
      {samples.map((sample, index) => (
        <div key={sample.id} className="space-y-2 rounded-md border border-line p-3">
          <div className="flex items-end gap-2">
            <div className="flex-1">
              <TextField
                label={t('sampleTitle', { n: index + 1 })}
                maxLength={120}
                value={sample.title}
                onChange={(event) => change(index, { title: event.target.value })}
              />
            </div>
            <Button
              tone="plain"
              size="icon"
              aria-label={t('removeSample', { n: index + 1 })}
              onClick={() => onChange(samples.filter((_, at) => at !== index))}
            >
              <X className="size-4" />
            </Button>
          </div>
          <TextArea
            label={t('sampleText', { n: index + 1 })}
            maxLength={limits.sampleLength}
            value={sample.text}
            onChange={(event) => change(index, { text: event.target.value })}
          />
        </div>
      ))}
      {samples.length < limits.samplesPerPage && (
        <Button size="small" onClick={() => onChange([...samples, { id: nextId(samples), title: '', text: '' }])}>
          <Plus className="size-4" /> {t('addSample')}
        </Button>
      )}
    </fieldset>
  );
}
