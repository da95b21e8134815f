import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge } from '#app/_ui/badge.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

const gigabytes = (bytes: number) => (bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`);

/** What a node is, runs on and does, from its last signed heartbeat. */
export function NodeFacts({ node }: { node: RouterOutputs['node']['list'][number] }) {
  const t = useTranslations('nodes');
  const format = useFormatter();
  const { status } = node;
  return (
    <Card>
      <dl className="grid grid-cols-[7rem_1fr] sm:grid-cols-[9rem_1fr] gap-x-3 gap-y-2 text-sm">
        <Fact name={t('state')}>
          <Badge tone={node.isOnline ? 'good' : 'bad'}>{node.isOnline ? t('online') : t('offline')}</Badge>{' '}
          {node.linkedAt &&
            t('since', { when: format.dateTime(node.linkedAt, { dateStyle: 'medium', timeStyle: 'short' }) })}
        </Fact>
        <Fact name={t('address')}>
          <span className="break-all font-mono text-xs">{node.address}</span>
        </Fact>
        {node.localUrl && (
          <Fact name={t('localUrl')}>
            <a href={node.localUrl} target="_blank" rel="noreferrer" className="text-accent underline">
              {node.localUrl}
            </a>
          </Fact>
        )}
        {status && (
          <>
            <Fact name={t('device')}>
              {status.hardware.device} · {status.hardware.cpu}
            </Fact>
            <Fact name={t('cores')}>{status.hardware.cores}</Fact>
            <Fact name={t('memory')}>
              {t('free', {
                free: gigabytes(status.hardware.freeMemoryBytes),
                total: gigabytes(status.hardware.memoryBytes),
              })}
            </Fact>
            <Fact name={t('disk')}>{gigabytes(status.hardware.diskFreeBytes)}</Fact>
            <Fact name={t('models')}>
              {status.engine.models.length === 0
                ? t('none')
                : status.engine.models.map((model) => `${model.kind} ${gigabytes(model.sizeBytes)}`).join(', ')}
            </Fact>
            <Fact name={t('crashes')}>{status.engine.crashes}</Fact>
            <Fact name={t('version')}>{status.productVersion}</Fact>
          </>
        )}
      </dl>
      {status?.hardware.gpuWarning && <Notice tone="warn">{status.hardware.gpuWarning}</Notice>}
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
