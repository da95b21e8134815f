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
            <Link href={pathOf(entry)} className="text-warn underline underline-offset-2">
              <AttentionWords entry={entry} />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Entry = Attention[number];

function AttentionWords({ entry }: { entry: Entry }) {
  const t = useTranslations('home');
  switch (entry.kind) {
    case 'node-offline':
      return t('nodeOffline', { name: entry.name, reason: entry.reason });
    case 'failed-documents':
      return t('failedDocuments', { name: entry.name, count: entry.count });
    case 'purchase-due':
      return t('purchaseDue', { what: entry.what, name: entry.name });
    case 'sale-disputed':
      return t('saleDisputed', { name: entry.name });
    case 'licence-ended':
      return t('licenceEnded', { name: entry.name });
    case 'nodes-asked':
      return t('nodesAsked', { name: entry.name, count: entry.count });
    case 'domain-offered':
      return t('domainOffered', { name: entry.name });
    case 'node-leaves':
      return t('nodeLeaves', { name: entry.name, node: entry.node, when: entry.endsAt });
    default:
      return t('disputesOpen', { count: entry.count });
  }
}

function pathOf(entry: Entry): string {
  switch (entry.kind) {
    case 'node-offline':
      return `/nodes/${entry.id}`;
    case 'failed-documents':
      return `/knowledge/${entry.id}`;
    case 'purchase-due':
      return `/market/receipts/${entry.txHash}`;
    case 'disputes-open':
      return '/market/disputes';
    case 'nodes-asked':
    case 'domain-offered':
    case 'node-leaves':
      return `/domains/${entry.name}`;
    default:
      return `/market/${entry.id}`;
  }
}
