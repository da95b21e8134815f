'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { DomainPage } from './domain-view.tsx';
import { PlaceWords } from './place-words.tsx';
import { useDomainPlans } from './use-domain-plans.ts';

type OwnNode = DomainPage['ownNodes'][number];

/** The reader's nodes, and what they may ask of the domain. */
export function OwnNodes({ domain }: { domain: DomainPage }) {
  const t = useTranslations('domains.own');
  return (
    <Card className="space-y-3">
      <CardHeading title={t('title')} />
      {domain.ownNodes.length === 0 && (
        <p className="text-sm">
          {t('none')}{' '}
          <Link href="/nodes" className="text-accent underline">
            {t('addNode')}
          </Link>
        </p>
      )}
      <ul className="space-y-4">
        {domain.ownNodes.map((node) => (
          <li key={node.nodeId} className="space-y-2">
            <h3 className="font-medium text-sm">
              <Link href={`/nodes/${node.nodeId}`} className="hover:underline">
                {node.name}
              </Link>
            </h3>
            {node.place ? <PlaceWords place={node.place} /> : node.isOwn && <Muted>{t('never')}</Muted>}
            <NodeActs domain={domain} node={node} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** States in which a node may ask (again). */
const mayAsk = new Set<string>(['evicted', 'declined', 'moved']);

function NodeActs({ domain, node }: { domain: DomainPage; node: OwnNode }) {
  const { owner, isOwn, place } = node;
  if (owner === null || !isOwn) return <NeedsLink node={node} />;
  const acts = { domain, node, owner };
  if (!place || mayAsk.has(place.state)) return <Ask {...acts} />;
  return (
    <div className="flex flex-wrap gap-2">
      {domain.mode === 'open' && place.state === 'asked' && <Ask {...acts} />}
      <Leave {...acts} />
    </div>
  );
}

interface ActProps {
  domain: DomainPage;
  node: OwnNode;
  owner: string;
}

function Ask({ domain, node: { address, place }, owner }: ActProps) {
  const t = useTranslations('domains.own');
  const plans = useDomainPlans(domain);
  const asks = place ? 'askAgain' : 'ask';
  return (
    <SendButton size="small" plan={plans.request(address, owner)}>
      {t(domain.mode === 'open' ? 'join' : asks)}
    </SendButton>
  );
}

function Leave({ domain, node: { address, place }, owner }: ActProps) {
  const t = useTranslations('domains.own');
  const plans = useDomainPlans(domain);
  return (
    <SendButton size="small" plan={plans.leave(address, owner)}>
      {t(place?.state === 'asked' ? 'withdraw' : 'leave')}
    </SendButton>
  );
}

function NeedsLink({ node: { nodeId, owner } }: { node: OwnNode }) {
  const t = useTranslations('domains.own');
  return (
    <p className="text-sm">
      <span className="text-muted">{t(owner === null ? 'notLinked' : 'notOwn')}</span>{' '}
      <Link href={`/nodes/${nodeId}`} className="text-accent underline">
        {t('toNode')}
      </Link>
    </p>
  );
}

function Muted({ children }: { children: string }) {
  return <p className="text-muted text-sm">{children}</p>;
}
