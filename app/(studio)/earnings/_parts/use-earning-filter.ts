'use client';
import { useSearchParams } from 'next/navigation';
import { useAssets } from '#app/_market/price.tsx';

/** The sum whose rows the address asks for; null for all rows, or for an address that names none. */
export function useEarningFilter(): { deedId: string; source: string; asset: string } | null {
  const address = useSearchParams();
  const [deedId, source, coin] = [address.get('deed') ?? '', address.get('reason') ?? '', address.get('coin')];
  const asset = useAssets().find(({ symbol }) => symbol === coin);
  if (!asset || !/^\d{1,78}$/.test(deedId) || source === '') return null;
  return { deedId, source: source.slice(0, 40), asset: asset.address };
}
