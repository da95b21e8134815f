'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { judgeKey } from './judge-key.ts';

const tones = { malformed: 'warn', promised: 'good', swapped: 'good', other: 'bad' } as const;

/** Holds a key and its salt, as buyer or seller show them, against what the deed promised. Nothing leaves the browser. */
export function KeyCheck({ contentRoot, commitment }: { contentRoot: string; commitment: string }) {
  const t = useTranslations('market.disputes.check');
  const [key, setKey] = useState('');
  const [salt, setSalt] = useState('');
  const judgement = judgeKey({ contentRoot, commitment, key, salt });
  return (
    <div className="space-y-3">
      <p className="text-sm">{t('lead')}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('key')}
          className="font-mono"
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <TextField
          label={t('salt')}
          className="font-mono"
          autoComplete="off"
          value={salt}
          onChange={(event) => setSalt(event.target.value)}
        />
      </div>
      {judgement !== 'untyped' && <Notice tone={tones[judgement]}>{t(judgement)}</Notice>}
    </div>
  );
}
