'use client';
import { EyeOff, Globe } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { assetsOf } from '#app/_market/amounts/assets-of.ts';
import { formatAmount } from '#app/_ui/format-amount.ts';
import { useChain } from '#app/_wallet/chain-context.tsx';
import { deedKinds, licenceScopes, type MintTerms, noCommitment } from '#protocol/market/mint-terms.ts';

/** What everybody will be able to read for ever, and what nobody can. */
export function ChainSummary({ terms, licence }: { terms: MintTerms; licence: string }) {
  const t = useTranslations('sale.summary');
  const isPrivate = terms.version.keyCommitment !== noCommitment;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <section className="rounded-md border border-line p-3 text-sm">
        <h3 className="mb-2 flex items-center gap-2 font-semibold">
          <Globe className="size-4" aria-hidden="true" /> {t('onChain')}
        </h3>
        <OnChain terms={terms} licence={licence} />
      </section>
      <section className="rounded-md border border-line p-3 text-sm">
        <h3 className="mb-2 flex items-center gap-2 font-semibold">
          <EyeOff className="size-4" aria-hidden="true" /> {t('staysPrivate')}
        </h3>
        <ul className="list-disc space-y-1 pl-5">
          <li>{t(isPrivate ? 'contentPrivate' : 'contentPublic')}</li>
          <li>{t('account')}</li>
          <li>{t('page')}</li>
        </ul>
      </section>
    </div>
  );
}

function OnChain({ terms, licence }: { terms: MintTerms; licence: string }) {
  const t = useTranslations('sale.summary');
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      <Fact name={t('creator')}>
        <span className="break-all font-mono text-xs">{terms.creator}</span>
      </Fact>
      <Fact name={t('root')}>
        <span className="break-all font-mono text-xs">{terms.version.contentRoot}</span>
      </Fact>
      <Fact name={t('licence')}>{licence.length > 40 ? t('ownLicence') : licence}</Fact>
      <Fact name={t('prices')}>
        <Prices terms={terms} />
      </Fact>
      <Fact name={t('ask')}>{t('percent', { share: terms.askBps / 10_000 })}</Fact>
      <Fact name={t('royalty')}>{t('percent', { share: terms.royaltyBps / 10_000 })}</Fact>
      {terms.parents.length > 0 && (
        <Fact name={t('parents')}>
          {terms.parents.map(({ id, bps }) => (
            <span key={id} className="block">
              {t('parent', { number: id, share: bps / 10_000 })}
            </span>
          ))}
        </Fact>
      )}
    </dl>
  );
}

function Prices({ terms }: { terms: MintTerms }) {
  const t = useTranslations('sale.summary');
  const locale = useLocale();
  const facts = useChain();
  const assets = facts ? assetsOf(facts.contracts) : [];
  if (terms.offers.length === 0) return t('hosted');
  return terms.offers.map(({ scope, asset, price }) => {
    const known = assets.find(({ address }) => address.toLowerCase() === asset.toLowerCase());
    const amount = known ? formatAmount(price, known, locale) : price;
    return (
      <span key={`${scope}-${asset}`} className="block">
        {t(scope === licenceScopes.seat ? 'seat' : 'domain', {
          kind: deedKinds[terms.kind] ?? 'knowledge',
          amount: price === '0' ? t('free') : amount,
        })}
      </span>
    );
  });
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
