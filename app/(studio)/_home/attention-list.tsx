import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

type Attention = RouterOutputs['account']['attention'];

/** What needs doing, each with the way there. */
export function AttentionList({ attention }: { attention: Attention }) {
  const t = useTranslations('home');
  return (
    <Card>
      <CardHeading title={t('attention')} />
      {attention.length === 0 && <p className="text-muted text-sm">{t('allWell')}</p>}
      <ul className="space-y-2 text-sm">
        {attention.map((entry) => (
          <li key={`${entry.kind}-${entry.id}`}>
            <Link
              href={entry.kind === 'node-offline' ? `/nodes/${entry.id}` : `/knowledge/${entry.id}`}
              className="text-warn underline underline-offset-2"
            >
              {entry.kind === 'node-offline'
                ? t('nodeOffline', { name: entry.name, reason: entry.reason })
                : t('failedDocuments', { name: entry.name, count: entry.count })}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
