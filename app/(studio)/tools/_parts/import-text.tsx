'use client';
import { useTranslations } from 'next-intl';
import { type ChangeEvent, useId, useState } from 'react';
import { TextArea } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { limits } from '#protocol/limits.ts';

/** A text to import from: pasted, or read from a file. */
export function ImportText({
  text,
  onChange,
}: {
  text: string;
  onChange: (part: { text: string; fileName: string }) => void;
}) {
  const t = useTranslations('tools.import');
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const most = limits.toolImportLength / 1024 ** 2;

  async function readFile(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (!file) return;
    if (file.size > limits.toolImportLength) return setProblem(t('tooLarge', { most }));
    setProblem(null);
    onChange({ text: await file.text(), fileName: file.name });
  }

  return (
    <div className="space-y-3">
      <div>
        <label htmlFor={id} className="mb-1 block font-medium text-sm">
          {t('file', { most })}
        </label>
        <input
          id={id}
          type="file"
          accept=".json,.yaml,.yml,.txt,.sh"
          className="max-w-full text-sm file:mr-3 file:cursor-pointer file:rounded-md file:border file:border-line file:bg-surface file:px-3 file:py-1.5 file:font-medium file:text-text"
          onChange={(event) => void readFile(event)}
        />
      </div>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <TextArea
        label={t('text')}
        hint={t('textHint')}
        required
        spellCheck={false}
        className="min-h-40 font-mono text-xs"
        value={text}
        onChange={(event) => onChange({ text: event.target.value, fileName: '' })}
      />
    </div>
  );
}
