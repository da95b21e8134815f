'use client';
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

export type Check = RouterOutputs['sale']['get']['checks'][number];
export type FoundParent = RouterOutputs['sale']['get']['parents'][number];

const marks = {
  passed: { Icon: CircleCheck, look: 'text-good' },
  warned: { Icon: CircleAlert, look: 'text-warn' },
  failed: { Icon: CircleX, look: 'text-bad' },
} as const;

export interface CheckListProps {
  checks: readonly Check[];
  /** Makes a deed that holds the same passages a parent; absent where that can't be changed. */
  onParent?: ((parent: FoundParent) => void) | undefined;
  /** Below what is said of the evaluation: its score, or how to get one. */
  evaluation?: ReactNode;
}

/** What was looked at before a sale, and how each ended: colour, picture and word say the same. */
export function CheckList({ checks, onParent, evaluation }: CheckListProps) {
  const t = useTranslations('sale.checks');
  return (
    <ul className="divide-y divide-line rounded-md border border-line">
      {checks.map((check) => {
        const { Icon, look } = marks[check.outcome];
        return (
          <li key={check.kind} className="flex gap-3 p-3 text-sm">
            <Icon className={`mt-0.5 size-4 shrink-0 ${look}`} aria-hidden="true" />
            <div className="min-w-0 flex-1 space-y-1">
              <p>
                <span className="font-medium">{t(`kind.${check.kind}`)}</span>{' '}
                <span className={`font-medium text-xs ${look}`}>{t(`outcome.${outcomeOf(check)}`)}</span>
              </p>
              {check.message !== '' && <p className="break-words text-muted">{check.message}</p>}
              {check.kind === 'evaluation' && evaluation}
              <Examples detail={check.detail} />
              {onParent && check.kind === 'overlap' && <Overlaps detail={check.detail} onParent={onParent} />}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** A score is no pass: it says how well, not whether. */
function outcomeOf({ kind, outcome }: Check): string {
  return kind === 'evaluation' && outcome === 'passed' ? 'measured' : outcome;
}

function Examples({ detail }: { detail: Check['detail'] }) {
  const t = useTranslations('sale.checks');
  const examples = readExamples(detail, (page) => t('page', { page }));
  if (examples.length === 0) return null;
  return (
    <details>
      <summary className="cursor-pointer text-accent">{t('examples')}</summary>
      <ul className="mt-1 list-disc space-y-1 pl-5">
        {examples.map(({ text, place, sign }) => (
          <li key={`${place}-${text}`} className="break-words">
            {place !== '' && (
              <span className="block text-muted text-xs">
                {place} · {sign}
              </span>
            )}
            {text}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Overlaps({ detail, onParent }: { detail: Check['detail']; onParent: (parent: FoundParent) => void }) {
  const t = useTranslations('sale.checks');
  const minted = readFound(detail).filter(({ deedId }) => deedId !== '');
  return (
    <ul className="space-y-1">
      {minted.map((one) => (
        <li key={one.deedId} className="flex flex-wrap items-center gap-2">
          {t('equals', { percent: one.sharePercent ?? 0, number: one.deedId, name: one.name })}
          <Button size="small" onClick={() => onParent(one)}>
            {t('nameParent', { number: one.deedId })}
          </Button>
        </li>
      ))}
    </ul>
  );
}

interface Example {
  text: string;
  /** Document, and page where it has pages. */
  place: string;
  sign: string;
}

function readExamples({ examples }: Check['detail'], pageWords: (page: number) => string): Example[] {
  if (!Array.isArray(examples)) return [];
  const read = examples.map((one: unknown) => {
    const {
      text = '',
      document = '',
      page = null,
      sign = '',
    } = (typeof one === 'object' && one ? one : {}) as Record<string, unknown>;
    const place = typeof page === 'number' ? `${document}, ${pageWords(page)}` : String(document);
    return { text: String(text), place, sign: String(sign) };
  });
  const unique = new Map(read.map((one) => [`${one.place}-${one.text}`, one]));
  return [...unique.values()].filter(({ text }) => text !== '');
}

function readFound({ found }: Check['detail']): FoundParent[] {
  return Array.isArray(found) ? (found as FoundParent[]) : [];
}
