'use client';
import { useTranslations } from 'next-intl';
import { TextField } from '#app/_ui/field.tsx';
import { Fold } from '#app/_ui/fold.tsx';
import type { SaleDraft } from './sale-draft.ts';
import type { TermsProps } from './terms-step.tsx';

type Price = SaleDraft['prices'][number];

/** What a licence costs: first for one node in the first asset, then what else may be asked. */
export function PriceFields({ draft, problems, onChange }: TermsProps) {
  const t = useTranslations('sale.price');
  const [first, ...others] = draft.prices;
  const isWrong = problems.includes('price') || problems.includes('noPrice');

  function change(asset: string, part: Partial<Price>) {
    onChange({ prices: draft.prices.map((one) => (one.asset === asset ? { ...one, ...part } : one)) });
  }

  if (!first) return null;
  const extra = others.some(({ seat, domain }) => seat !== '' || domain !== '') || first.domain !== '';
  return (
    <div className="space-y-3">
      <PriceField price={first} scope="seat" isWrong={isWrong} onChange={change} />
      <Fold title={t('others')} isOpen={extra && draft.preset === 'sell'}>
        <p className="text-muted text-sm">{t('othersLead')}</p>
        <PriceField price={first} scope="domain" isWrong={isWrong} onChange={change} />
        {others.map((price) => (
          <div key={price.asset} className="grid gap-3 sm:grid-cols-2">
            <PriceField price={price} scope="seat" isWrong={isWrong} onChange={change} />
            <PriceField price={price} scope="domain" isWrong={isWrong} onChange={change} />
          </div>
        ))}
      </Fold>
    </div>
  );
}

interface PriceFieldProps {
  price: Price;
  scope: 'seat' | 'domain';
  isWrong: boolean;
  onChange: (asset: string, part: Partial<Price>) => void;
}

function PriceField({ price, scope, isWrong, onChange }: PriceFieldProps) {
  const t = useTranslations('sale');
  const isUnreadable = isWrong && price[scope] !== '';
  return (
    <TextField
      label={t(`price.${scope}`, { symbol: price.symbol })}
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
