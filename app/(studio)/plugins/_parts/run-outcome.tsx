import { useTranslations } from 'next-intl';
import { CodeBlock } from '#app/_ui/code-block.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

type Outcome = RouterOutputs['plugin']['run'];

const callKinds = ['fetch', 'searchKnowledge', 'webSearch', 'store'] as const;

/** What a trial gave: result or failure, log, cost. */
export function RunOutcome({ outcome }: { outcome: Outcome }) {
  const t = useTranslations('plugins.try');
  const { value, error, log } = outcome;
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return (
    <>
      {error && (
        <Notice tone="bad" title={t('failed')}>
          {error.message}
        </Notice>
      )}
      {!error && <CodeBlock code={text} label={t('value')} />}
      <section aria-label={t('log')}>
        <h3 className="mb-1 font-semibold text-sm">{t('log')}</h3>
        {log.length === 0 && <p className="text-muted text-sm">{t('noLog')}</p>}
        {log.length > 0 && (
          <ScrollRegion label={t('log')} className="max-h-48 rounded-md bg-sunken p-3">
            <pre className="whitespace-pre-wrap break-words font-mono text-xs">{log.join('\n')}</pre>
          </ScrollRegion>
        )}
      </section>
      <Cost outcome={outcome} />
    </>
  );
}

function Cost({ outcome }: { outcome: Outcome }) {
  const t = useTranslations('plugins.try');
  const megabytes = (outcome.memoryBytes / 1_048_576).toFixed(1);
  const facts = [
    { name: t('ms'), value: t('msValue', { ms: outcome.ms }) },
    { name: t('memory'), value: t('memoryValue', { megabytes }) },
    ...callKinds
      .filter((kind) => outcome.calls[kind] > 0)
      .map((kind) => ({ name: t(`calls.${kind}`), value: String(outcome.calls[kind]) })),
  ];
  return (
    <section aria-label={t('cost')}>
      <h3 className="mb-1 font-semibold text-sm">{t('cost')}</h3>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
        {facts.map(({ name, value }) => (
          <div key={name} className="flex gap-2">
            <dt className="text-muted">{name}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
