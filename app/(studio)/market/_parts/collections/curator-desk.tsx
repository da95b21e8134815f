'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { StopCurating } from './stop-curating.tsx';

type Curators = RouterOutputs['market']['curators'];

/** For the studio's operator: the domains that curate here, and those that are stopped from it. */
export function CuratorDesk({ initial }: { initial: Curators }) {
  const t = useTranslations('market.operate.curators');
  const { data: curators } = useQuery({ ...useTRPC().market.curators.queryOptions(), initialData: initial });
  return (
    <Card>
      <CardHeading title={t('title')} />
      <p className="mb-3 max-w-2xl text-muted text-sm">{t('lead')}</p>
      {curators.length === 0 && <p className="text-muted text-sm">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {curators.map((curator) => (
          <CuratorRow key={curator.domainName} curator={curator} />
        ))}
      </ul>
    </Card>
  );
}

function CuratorRow({ curator }: { curator: Curators[number] }) {
  const t = useTranslations('market.operate.curators');
  const format = useFormatter();
  const allow = useMutation(useTRPC().market.allowCurating.mutationOptions());
  const { domainName, operator, collections, stop } = curator;
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 py-2 text-sm">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          {operator ? (
            <Link href={`/domains/${domainName}`} className="break-words font-medium text-accent underline">
              {domainName}
            </Link>
          ) : (
            <span className="break-words font-medium">{domainName}</span>
          )}
          {stop && <Badge tone="warn">{t('stopped')}</Badge>}
        </p>
        <p className="break-words text-muted text-xs">
          <OperatorName curator={curator} /> {t('facts', { count: collections })}
        </p>
        {stop && (
          <p className="max-w-xl break-words text-xs">
            {t('stoppedWhy', { since: format.dateTime(stop.stoppedAt, { dateStyle: 'medium' }), reason: stop.reason })}
          </p>
        )}
      </div>
      {stop ? (
        <Button
          size="small"
          aria-label={t('allowOne', { name: domainName })}
          disabled={allow.isPending}
          onClick={() => allow.mutate({ domainName })}
        >
          {t('allow')}
        </Button>
      ) : (
        <StopCurating domainName={domainName} collections={collections} />
      )}
      {allow.error && <Notice tone="bad">{allow.error.message}</Notice>}
    </li>
  );
}

function OperatorName({ curator }: { curator: Curators[number] }) {
  const t = useTranslations('market.operate.curators');
  const { operator, person } = curator;
  if (!operator) return t('noOperator');
  return t.rich('operatedBy', {
    name: person || shortAddress(operator),
    who: (chunks) => (
      <Link href={`/creators/${operator}`} className="text-accent underline" title={operator}>
        {chunks}
      </Link>
    ),
  });
}
