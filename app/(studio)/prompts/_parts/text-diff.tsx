import { diffWordsWithSpace } from 'diff';
import { useTranslations } from 'next-intl';

/** What changed from one text to another, word by word: added words underlined, removed ones struck through. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  const t = useTranslations('prompts');
  if (before === after) return <p className="text-muted text-sm">{t('same')}</p>;
  let at = 0;
  const parts = diffWordsWithSpace(before, after).map((part) => {
    at += part.value.length;
    return { ...part, key: `${at}:${part.added}:${part.removed}` };
  });
  return (
    <p className="whitespace-pre-wrap break-words rounded-md bg-sunken p-3 font-mono text-sm">
      {parts.map(({ key, value, added, removed }) => {
        if (added)
          return (
            <ins key={key} className="bg-good-soft text-good">
              {value}
            </ins>
          );
        if (removed)
          return (
            <del key={key} className="bg-bad-soft text-bad">
              {value}
            </del>
          );
        return <span key={key}>{value}</span>;
      })}
    </p>
  );
}
