import { useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

type Change = RouterOutputs['library']['changes']['changes'][number];

const lineLook = {
  same: 'text-muted',
  added: 'bg-good-soft text-good',
  removed: 'bg-bad-soft text-bad',
  gap: 'text-muted',
} as const;
const lineSign = { same: ' ', added: '+', removed: '−', gap: '⋯' } as const;

/** What a newer version does otherwise, one thing after the other; what asks for more is marked. */
export function ChangeList({ changes }: { changes: Change[] }) {
  const t = useTranslations('library.changes');
  if (changes.length === 0) return <p>{t('none')}</p>;
  return (
    <ul className="space-y-3">
      {changes.map((change) => (
        <li key={`${change.of}-${change.field}-${change.subject}`} className="space-y-1">
          <ChangeWords change={change} />
        </li>
      ))}
    </ul>
  );
}

function ChangeWords({ change }: { change: Change }) {
  const t = useTranslations('library.changes');
  const { field, subject, of, before, after, lines, asksMore } = change;
  const is = lines.length > 0 ? 'changed' : howOf(change);
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 break-words font-medium">
          {of !== '' && `${of}: `}
          {t(`field.${field}`)} {field === 'permission' || field === 'setting' ? t(`${field}.${subject}`) : subject}
        </span>
        <Badge tone={asksMore ? 'warn' : 'neutral'}>{t(`is.${is}`)}</Badge>
        {asksMore && <span className="text-warn text-xs">{t('asksMore')}</span>}
      </p>
      {lines.length > 0 ? (
        <Lines label={t(`field.${field}`)} lines={lines} />
      ) : (
        is === 'changed' && (
          <p className="text-xs [overflow-wrap:anywhere]">
            <del className="text-bad">{before}</del> → <ins className="text-good no-underline">{after}</ins>
          </p>
        )
      )}
    </>
  );
}

function howOf({ before, after }: Change): 'added' | 'removed' | 'changed' {
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
}

function Lines({ label, lines }: { label: string; lines: Change['lines'] }) {
  const t = useTranslations('library.changes');
  return (
    <ScrollRegion label={label} className="max-h-72 rounded-md border border-line text-xs">
      <ol className="font-mono">
        {lines.map(({ kind, text, number }) => (
          <li key={number} className={`flex gap-2 px-2 ${lineLook[kind]}`}>
            <span aria-hidden="true">{lineSign[kind]}</span>
            {(kind === 'added' || kind === 'removed') && <span className="sr-only">{t(`line.${kind}`)}</span>}
            <span className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">
              {kind === 'gap' ? t('line.gap') : text}
            </span>
          </li>
        ))}
      </ol>
    </ScrollRegion>
  );
}
