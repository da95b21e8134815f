'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { ErrorPanel } from '#app/_ui/error-panel.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import { PlaceWords } from '#app/(studio)/domains/_parts/place-words.tsx';

/** The domains that a node is in, or asked to be let into. Nothing where there is no chain. */
export function NodeDomains({ nodeId }: { nodeId: string }) {
  return useChain() ? <OnChain nodeId={nodeId} /> : null;
}

function OnChain({ nodeId }: { nodeId: string }) {
  const t = useTranslations('domains.node');
  const places = useQuery({ ...useTRPC().domain.ofNode.queryOptions({ nodeId }), refetchInterval: 15_000 });
  return (
    <Card className="space-y-3">
      <CardHeading
        title={t('title')}
        actions={
          <Link href="/domains" className="text-accent text-sm underline">
            {t('find')}
          </Link>
        }
      />
      <p className="text-muted text-sm">{t('lead')}</p>
      {places.error && <ErrorPanel message={places.error.message} onRetry={() => void places.refetch()} />}
      {places.isPending && <Skeleton lines={2} label={t('title')} />}
      {places.data?.length === 0 && <p className="text-sm">{t('none')}</p>}
      <ul className="space-y-3">
        {(places.data ?? []).map((place) => (
          <li key={place.domainId}>
            <p className="text-sm">
              <Link href={`/domains/${place.name}`} className="break-words text-accent underline">
                {place.name}
              </Link>
            </p>
            <PlaceWords place={place} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
