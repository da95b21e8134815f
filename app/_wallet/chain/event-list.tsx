'use client';
import { useTranslations } from 'next-intl';
import type { RouterOutputs } from '#server/api/router.ts';
import { useChainWords } from './use-chain-words.ts';

type Events = NonNullable<RouterOutputs['wallet']['transaction']['mined']>['events'];

/** What a transaction made happen, one sentence an event; the values as they are behind a click. */
export function EventList({ events }: { events: Events }) {
  const t = useTranslations('chain');
  const { contractName, event: say } = useChainWords();
  if (events.length === 0) return <p className="text-muted text-sm">{t('noEvents')}</p>;
  const numbered = events.map((event, index) => ({ event, key: `${index} ${event.name}` }));
  return (
    <ol className="divide-y divide-line">
      {numbered.map(({ event, key }) => (
        <li key={key} className="py-2 text-sm">
          <p className="break-words">{event.name ? say(event) : t('unknownEvent')}</p>
          <details className="text-muted text-xs">
            <summary className="cursor-pointer">{contractName(event.contract)}</summary>
            <dl className="mt-1 grid grid-cols-[7rem_1fr] gap-x-3">
              <dt>{t('address')}</dt>
              <dd className="break-all font-mono">{event.address}</dd>
              {Object.entries(event.values).map(([name, value]) => (
                <Value key={name} name={name} value={value} />
              ))}
            </dl>
          </details>
        </li>
      ))}
    </ol>
  );
}

function Value({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="break-all font-mono">{value}</dd>
    </>
  );
}
