'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Price } from '#app/_market/price.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Part = RouterOutputs['market']['receipt']['resales'][number]['parts'][number];

/** Who got which part of a price; nothing while it is not paid out. */
export function ReceiptParts({ parts, asset }: { parts: Part[]; asset: string }) {
  const t = useTranslations('market.receipt');
  if (parts.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 font-medium text-sm">{t('parts')}</h3>
      <ul className="divide-y divide-line rounded-md border border-line">
        {parts.map(({ account, amount, source, deedId }) => (
          <li key={`${account}-${source}-${deedId}`} className="flex flex-wrap justify-between gap-2 px-3 py-2 text-sm">
            <span>
              {t(`source.${source}`, { number: deedId })}{' '}
              <Link href={`/creators/${account}`} className="font-mono text-muted text-xs underline" title={account}>
                {shortAddress(account)}
              </Link>
            </span>
            <Price amount={amount} asset={asset} />
          </li>
        ))}
      </ul>
    </section>
  );
}
