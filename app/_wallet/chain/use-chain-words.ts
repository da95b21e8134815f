'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { shortAddress } from '#app/_ui/short-address.ts';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { nameEventWords } from './name-event-words.ts';

type Transaction = RouterOutputs['wallet']['transaction'];
type Event = NonNullable<Transaction['mined']>['events'][number];
type Described = Pick<Event, 'name' | 'values'>;

const dates = new Set(['deadline', 'expiresAt', 'readyAt', 'until', 'challengeDeadline', 'rulingDeadline']);

/** Words for contracts, calls and events of the chain. What has no sentence of its own is told by its name and values. */
export function useChainWords() {
  const t = useTranslations('chain');
  const format = useFormatter();
  const contracts = Object.entries(useChain()?.contracts ?? {});
  const contractName = (contract: string | null) => {
    const key = `contracts.${contract}`;
    return contract && t.has(key as never) ? t(key as never) : t('contracts.other');
  };
  /** The product's own contracts by name, times as the reader writes them. */
  const say = (name: string, value: string) => {
    const known = contracts.find(([, address]) => address?.toLowerCase() === value.toLowerCase());
    if (known) return t('byName', { name: contractName(known[0]) });
    const at = dates.has(name) ? new Date(value) : null;
    if (at && !Number.isNaN(at.getTime())) return format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' });
    return shorten(value);
  };
  const plain = ({ name, values }: Described) => {
    const said = Object.entries(values).map(([key, value]) => `${key} ${say(key, value)}`);
    return said.length > 0 ? `${name}: ${said.join(', ')}` : name;
  };
  return {
    contractName,
    /** What was asked, in words; its values by name where it has no words. */
    call: (call: Described) => {
      const key = `callWords.${call.name}`;
      return t.has(key as never) ? t(key as never) : plain(call);
    },
    event: (event: Event) => {
      const key = `eventWords.${nameEventWords(event)}`;
      if (!t.has(key as never)) return plain(event);
      const values = Object.fromEntries(Object.entries(event.values).map(([name, value]) => [name, say(name, value)]));
      return t(key as never, { ...values, ...numbersOf(event.values) } as never);
    },
  };
}

/** How many there are is spoken of in singular or plural. */
function numbersOf({ units, quantity }: Record<string, string>): { units?: number; quantity?: number } {
  return { ...(units ? { units: Number(units) } : {}), ...(quantity ? { quantity: Number(quantity) } : {}) };
}

/** Long hexadecimal words shrink to what people can compare; the full one is in the wallet and in the raw values. */
function shorten(value: string): string {
  const withShortHex = value.replace(/0x[0-9a-fA-F]{20,}/g, (hex) => shortAddress(hex));
  return withShortHex.length > 160 ? `${withShortHex.slice(0, 160)}…` : withShortHex;
}
