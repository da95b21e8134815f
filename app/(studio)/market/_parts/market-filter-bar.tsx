'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useAssets } from '#app/_market/price.tsx';
import { Button } from '#app/_ui/button.tsx';
import { CheckField, SelectField, TextField } from '#app/_ui/field.tsx';
import { Fold } from '#app/_ui/fold.tsx';
import { deedKinds } from '#protocol/market/mint-terms.ts';
import { spdxLicences } from '#protocol/market/spdx-licences.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { type MarketFilters, type MarketSort, sortOf } from './market-query.ts';

interface FilterProps {
  filters: MarketFilters;
  found: RouterOutputs['market']['search'];
  nodes: { id: string; name: string }[];
  onChange: (part: Partial<Record<keyof MarketFilters, string>>) => void;
}

/** Words and kinds at once, the rest behind its name. */
export function MarketFilterBar(props: FilterProps) {
  const { filters, onChange } = props;
  const t = useTranslations('market.filter');
  const set = setFilters(filters);
  // Once it is there it doesn't close by itself when the last choice in it is taken back.
  const [isOpen] = useState(set > 0);
  const coin = useSortCoin(filters.coin);
  const [text, setText] = useState(filters.q);
  // The browser's way back changes the address without a key being pressed here.
  useEffect(() => {
    const readAgain = () => setText(new URLSearchParams(window.location.search).get('q') ?? '');
    window.addEventListener('popstate', readAgain);
    return () => window.removeEventListener('popstate', readAgain);
  }, []);
  const usual: MarketSort = filters.collection === '' ? 'newest' : 'arranged';
  const sorts = [...new Set([usual, 'newest', 'popular', 'rating', 'price'] as const)];
  return (
    <search className="space-y-3">
      <div className="flex flex-wrap gap-3">
        <div className="min-w-52 flex-1">
          <TextField
            label={t('search')}
            type="search"
            maxLength={200}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              onChange({ q: event.target.value });
            }}
          />
        </div>
        <div className="min-w-40">
          <SelectField
            label={t('sort')}
            value={sortOf(filters)}
            onChange={(event) => onChange({ sort: event.target.value === usual ? '' : event.target.value })}
          >
            {sorts.map((value) => (
              <option key={value} value={value}>
                {t(`sorts.${value}`, { coin })}
              </option>
            ))}
          </SelectField>
        </div>
      </div>
      <KindChoice {...props} />
      <Fold title={set > 0 ? t('moreSet', { count: set }) : t('more')} isOpen={isOpen}>
        <MoreFilters {...props} />
      </Fold>
    </search>
  );
}

/** Prices of two coins can't be compared: the one that they are sorted by. */
function useSortCoin(chosen: string): string {
  const t = useTranslations('market.filter');
  const [first, ...others] = useAssets();
  const known = [first, ...others].find((asset) => asset?.address.toLowerCase() === chosen.toLowerCase());
  if (known) return known.symbol;
  return others.length > 0 ? t('coinFirst', { symbol: first?.symbol ?? '' }) : (first?.symbol ?? '');
}

function setFilters(filters: MarketFilters): number {
  const texts = [filters.licence, filters.coin, filters.language, filters.size, filters.node, filters.try];
  return texts.filter((text) => text !== '').length + (filters.price === 'any' ? 0 : 1);
}

function KindChoice({ filters, found, onChange }: FilterProps) {
  const t = useTranslations('market');
  const counts = new Map(found.kinds.map(({ kind, count }) => [kind, count]));
  const shown = deedKinds.filter((kind) => counts.has(kind) || filters.kind === kind);
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">{t('filter.kind')}</legend>
      <KindButton name={t('filter.all')} isOn={filters.kind === ''} onClick={() => onChange({ kind: '' })} />
      {shown.map((kind) => (
        <KindButton
          key={kind}
          name={t('filter.kindCount', { kind: t(`kinds.${kind}`), count: counts.get(kind) ?? 0 })}
          isOn={filters.kind === kind}
          onClick={() => onChange({ kind })}
        />
      ))}
    </fieldset>
  );
}

function KindButton({ name, isOn, onClick }: { name: string; isOn: boolean; onClick: () => void }) {
  return (
    <Button
      size="small"
      aria-pressed={isOn}
      tone={isOn ? 'accent' : 'quiet'}
      className="rounded-full"
      onClick={onClick}
    >
      {name}
    </Button>
  );
}

/** What an address asks for and nothing here has is shown as what it is, not as if nothing were asked for. */
function withChosen(options: Record<string, string>, chosen: string, unknown: string): Record<string, string> {
  return chosen in options ? options : { ...options, [chosen]: unknown };
}

function MoreFilters({ filters, found, nodes, onChange }: FilterProps) {
  const t = useTranslations('market.filter');
  const names = new Intl.DisplayNames([useLocale()], { type: 'language' });
  const assets = useAssets();
  const any = { '': t('any') };
  const languages = found.languages.map(({ language, count }) => [
    language,
    t('languageCount', { language: names.of(language) ?? language, count }),
  ]);
  const choices: [keyof MarketFilters, Record<string, string>][] = [
    ['price', { any: t('any'), free: t('free'), paid: t('paid') }],
    ['coin', { ...any, ...Object.fromEntries(assets.map(({ address, symbol }) => [address, symbol])) }],
    ['licence', { ...any, ...Object.fromEntries(spdxLicences.map((name) => [name, name])), own: t('ownLicence') }],
    ['language', { ...any, ...Object.fromEntries(languages) }],
    ['size', { ...any, small: t('sizes.small'), medium: t('sizes.medium'), large: t('sizes.large') }],
    ['node', { ...any, ...Object.fromEntries(nodes.map(({ id, name }) => [id, name])) }],
  ];
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {choices.map(([name, options]) => (
          <SelectField
            key={name}
            label={t(name)}
            value={String(filters[name])}
            onChange={(event) => onChange({ [name]: event.target.value === 'any' ? '' : event.target.value })}
          >
            {Object.entries(withChosen(options, String(filters[name]), t('unknown'))).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
      <CheckField
        label={t('try')}
        checked={filters.try === '1'}
        onChange={(event) => onChange({ try: event.target.checked ? '1' : '' })}
      />
    </>
  );
}
