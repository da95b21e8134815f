'use client';
import { useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RetrievedChunk, SearchResult } from '#protocol/retrieval/trace.ts';

const shown = 12;

/** A search, stage by stage: how strong the evidence is, and each candidate's scores. */
export function SearchStages({ result }: { result: SearchResult }) {
  const t = useTranslations('agents.search');
  const { evidence } = result;
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
          <Candidate key={chunk.chunkId} chunk={chunk} place={index + 1} />
        ))}
      </ol>
      {result.candidates.length === 0 && <p className="text-muted">{t('nothing')}</p>}
    </div>
  );
}

function Candidate({ chunk, place }: { chunk: RetrievedChunk; place: number }) {
  const t = useTranslations('agents.search');
  const { dense, denseRank, text, textRank, fused } = chunk.scores;
  return (
    <li className="rounded-md border border-line bg-surface p-3">
      <div className="mb-1 flex flex-wrap items-center gap-2 text-sm">
        <span className="font-semibold">{place}.</span>
        <span className="min-w-0 break-words font-medium">
          {[chunk.documentName, ...chunk.headingPath].join(' › ')}
        </span>
      </div>
      <div className="mb-2 flex flex-wrap gap-1.5">
        <Badge tone="accent">
          {dense === null ? t('noDense') : t('dense', { score: dense.toFixed(3), rank: denseRank ?? 0 })}
        </Badge>
        <Badge>{text === null ? t('noText') : t('text', { score: text.toFixed(2), rank: textRank ?? 0 })}</Badge>
        <Badge>{t('fused', { score: fused.toFixed(4) })}</Badge>
        <Badge>{t('tokens', { count: chunk.tokenCount })}</Badge>
      </div>
      <p className="line-clamp-4 whitespace-pre-wrap break-words text-muted text-sm">{chunk.text}</p>
    </li>
  );
}
