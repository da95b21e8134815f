'use client';
import { useTranslations } from 'next-intl';
import { TextField } from '#app/_ui/field.tsx';
import { Fold } from '#app/_ui/fold.tsx';
import type { DeedKind } from '#protocol/market/mint-terms.ts';
import type { SaleDraft } from './sale-draft.ts';
import type { TermsProps } from './terms-step.tsx';

type Price = SaleDraft['prices'][number];

interface PriceFieldsProps extends TermsProps {
  kind: DeedKind;
}

/** What a licence costs: first for one node in the first asset, then what else may be asked. */
export function PriceFields({ kind, draft, problems, onChange }: PriceFieldsProps) {
  const t = useTranslations('sale.price');
  const [first, ...others] = draft.prices;
  const isWrong = problems.includes('price') || problems.includes('noPrice');

  function change(asset: string, part: Partial<Price>) {
    onChange({ prices: draft.prices.map((one) => (one.asset === asset ? { ...one, ...part } : one)) });
  }

  if (!first) return null;
  const shared = { kind, isWrong, onChange: change };
  const extra = others.some(({ seat, domain }) => seat !== '' || domain !== '') || first.domain !== '';
  return (
    <div className="space-y-3">
      <PriceField price={first} scope="seat" {...shared} />
      <Fold title={t('others')} isOpen={extra && draft.preset === 'sell'}>
        <p className="text-muted text-sm">{t('othersLead')}</p>
        <PriceField price={first} scope="domain" {...shared} />
        {others.map((price) => (
          <div key={price.asset} className="grid gap-3 sm:grid-cols-2">
            <PriceField price={price} scope="seat" {...shared} />
            <PriceField price={price} scope="domain" {...shared} />
          </div>
        ))}
      </Fold>
    </div>
  );
}

interface PriceFieldProps {
  kind: DeedKind;
  price: Price;
  scope: 'seat' | 'domain';
  isWrong: boolean;
  onChange: (asset: string, part: Partial<Price>) => void;
}

function PriceField({ kind, price, scope, isWrong, onChange }: PriceFieldProps) {
  const t = useTranslations('sale');
  const isUnreadable = isWrong && price[scope] !== '';
  return (
    <TextField
      label={t(`price.${scope}`, { symbol: price.symbol, kind })}
      hint={t(`price.${scope}Hint`)}
      error={isUnreadable ? t('problem.price') : undefined}
      inputMode="decimal"
      autoComplete="off"
      placeholder={t('price.notSold')}
      value={price[scope]}
      onChange={(event) => onChange(price.asset, { [scope]: event.target.value })}
    />
  );
}
