'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Notice } from '#app/_ui/notice.tsx';
import type { RetrievedChunk, SearchResult } from '#protocol/retrieval/trace.ts';

const shown = 12;

/** A search, stage by stage: how strong the evidence is, and each candidate's scores. */
export function SearchStages({ result }: { result: SearchResult }) {
  const t = useTranslations('agents.search');
  const { evidence } = result;
  const best = bestOf(result.candidates);
  return (
    <div className="space-y-3">
      <Notice
        tone={evidence.isSufficient ? 'good' : 'warn'}
        title={t(evidence.isSufficient ? 'enough' : 'tooLittle', {
          strength: evidence.strength.toFixed(2),
          threshold: evidence.threshold.toFixed(2),
        })}
      >
        <p>{evidence.reason}</p>
      </Notice>
      <p className="text-muted text-sm">
        {t('times', {
          embed: Math.round(result.timesMs.embed),
          dense: Math.round(result.timesMs.dense),
          text: Math.round(result.timesMs.text),
          total: Math.round(result.timesMs.total),
        })}
      </p>
      <ol className="space-y-2">
        {result.candidates.slice(0, shown).map((chunk, index) => (
          <Candidate key={chunk.chunkId} chunk={chunk} place={index + 1} best={best} />
        ))}
      </ol>
      {result.candidates.length === 0 && <p className="text-muted">{t('nothing')}</p>}
    </div>
  );
}

interface CandidateProps {
  chunk: RetrievedChunk;
  place: number;
  /** The best score of each stage in this search: what a full bar means. */
  best: { dense: number; text: number; fused: number };
}

function Candidate({ chunk, place, best }: CandidateProps) {
  const t = useTranslations('agents.search');
  const { dense, denseRank, text, textRank, fused } = chunk.scores;
  return (
    <li className="rounded-md border border-line bg-surface p-3">
      <div className="mb-2 flex items-baseline justify-between gap-2 text-sm">
        <span className="min-w-0 break-words font-medium">
          {place}. {[chunk.documentName, ...chunk.headingPath].join(' › ')}
        </span>
        <span className="shrink-0 text-muted text-xs">{t('tokens', { count: chunk.tokenCount })}</span>
      </div>
      <dl className="mb-2 grid gap-x-4 gap-y-1 sm:grid-cols-3">
        <Score name={t('dense')} rank={denseRank} share={share(dense, best.dense)}>
          {dense?.toFixed(3) ?? '–'}
        </Score>
        <Score name={t('text')} rank={textRank} share={share(text, best.text)}>
          {text?.toFixed(2) ?? '–'}
        </Score>
        <Score name={t('fused')} rank={place} share={share(fused, best.fused)}>
          {fused.toFixed(4)}
        </Score>
      </dl>
      <p className="line-clamp-4 whitespace-pre-wrap break-words text-muted text-sm">{chunk.text}</p>
      <a
        href={`/passages/${chunk.chunkId}`}
        target="_blank"
        rel="noreferrer"
        className="mt-1 inline-block text-accent text-sm underline"
        aria-label={t('openPlace', { place })}
      >
        {t('open')}
      </a>
    </li>
  );
}

interface ScoreProps {
  name: string;
  rank: number | null;
  share: number;
  children: ReactNode;
}

/** One stage's score of a candidate: its number, its rank, and a bar beside the best. */
function Score({ name, rank, share: part, children }: ScoreProps) {
  return (
    <div className="text-xs">
      <dt className="text-muted">{name}</dt>
      <dd className="flex justify-between gap-2 tabular-nums">
        <span>{children}</span>
        <span className="text-muted">{rank === null ? '' : `#${rank}`}</span>
      </dd>
      <dd aria-hidden="true" className="mt-0.5 h-1.5 overflow-hidden rounded-full bg-sunken">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${part * 100}%` }} />
      </dd>
    </div>
  );
}

function share(score: number | null, best: number): number {
  return score === null || best <= 0 ? 0 : Math.max(0, Math.min(1, score / best));
}

function bestOf(candidates: readonly RetrievedChunk[]): CandidateProps['best'] {
  const top = (stage: 'dense' | 'text' | 'fused') => Math.max(0, ...candidates.map(({ scores }) => scores[stage] ?? 0));
  return { dense: top('dense'), text: top('text'), fused: top('fused') };
}
