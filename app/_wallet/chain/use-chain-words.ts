'use client';
import { useTranslations } from 'next-intl';
import { shortAddress } from '#app/_ui/short-address.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Transaction = RouterOutputs['wallet']['transaction'];
type Described = Pick<NonNullable<Transaction['mined']>['events'][number], 'name' | 'values'>;

/** Words for contracts, calls and events of the chain. What has no sentence of its own is told by its name and values. */
export function useChainWords() {
  const t = useTranslations('chain');
  const plain = ({ name, values }: Described) => {
    const said = Object.entries(values).map(([key, value]) => `${key} ${shorten(value)}`);
    return said.length > 0 ? `${name}: ${said.join(', ')}` : name;
  };
  return {
    contractName: (contract: string | null) => {
      const key = `contracts.${contract}`;
      return contract && t.has(key as never) ? t(key as never) : t('contracts.other');
    },
    call: (call: Described) => plain(call),
    event: (event: Described) => {
      const key = `eventWords.${event.name}`;
      if (!t.has(key as never)) return plain(event);
      const values = Object.fromEntries(Object.entries(event.values).map(([name, value]) => [name, shorten(value)]));
      return t(key as never, values as never);
    },
  };
}

/** Long hexadecimal words shrink to what people can compare; the full one is in the wallet and in the raw values. */
function shorten(value: string): string {
  const withShortHex = value.replace(/0x[0-9a-fA-F]{20,}/g, (hex) => shortAddress(hex));
  return withShortHex.length > 160 ? `${withShortHex.slice(0, 160)}…` : withShortHex;
}
