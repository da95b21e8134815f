'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Hex, isHex } from 'viem';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { keyCommitment } from '#protocol/market/key-commitment.ts';

/** Holds a key and its salt, as buyer or seller show them, against what the deed promised. Nothing leaves the browser. */
export function KeyCheck({ contentRoot, commitment }: { contentRoot: string; commitment: string }) {
  const t = useTranslations('market.disputes.check');
  const [key, setKey] = useState('');
  const [salt, setSalt] = useState('');
  const isTyped = key.trim() !== '' && salt.trim() !== '';
  const isWhole = isBytes32(key.trim()) && isBytes32(salt.trim());
  const isPromised =
    isWhole && keyCommitment({ contentRoot: contentRoot as Hex, key: asHex(key), salt: asHex(salt) }) === commitment;
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
      {isTyped && !isWhole && <Notice tone="warn">{t('malformed')}</Notice>}
      {isWhole && <Notice tone={isPromised ? 'good' : 'bad'}>{t(isPromised ? 'promised' : 'other')}</Notice>}
    </div>
  );
}

function isBytes32(text: string): boolean {
  return isHex(text) && text.length === 66;
}

function asHex(text: string): Hex {
  return text.trim().toLowerCase() as Hex;
}
