'use client';
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { PlaceIcon } from './place-icon.tsx';
import { type PlaceKey, placeGroups } from './places.ts';

export const paletteEntry =
  'flex cursor-pointer items-center gap-2 rounded px-3 py-2 text-sm text-text data-[selected=true]:bg-accent-soft';
export const paletteGroup =
  'text-muted text-xs [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1';

interface EntriesProps {
  onGo: (href: string) => void;
}

/** The places of the studio. */
export function PlaceEntries({ onGo }: EntriesProps) {
  const t = useTranslations('shell');
  return (
    <Command.Group heading={t('palette.goTo')} className={paletteGroup}>
      {placeGroups.flatMap(({ places }) =>
        places.map(({ key, href }) => (
          <Entry key={key} place={key} name={t(`places.${key}`)} onSelect={() => onGo(href)} />
        )),
      )}
    </Command.Group>
  );
}

/** What can be made, each on its page with the dialog open. */
export function CreateEntries({ onGo }: EntriesProps) {
  const t = useTranslations('shell.palette');
  const places = { agent: '/agents', knowledge: '/knowledge', prompt: '/prompts', node: '/nodes' } as const;
  return (
    <Command.Group heading={t('create')} className={paletteGroup}>
      {(Object.keys(places) as (keyof typeof places)[]).map((key) => (
        <Command.Item key={key} className={paletteEntry} onSelect={() => onGo(`${places[key]}?new=1`)}>
          <Plus className="size-4 shrink-0" aria-hidden="true" />
          {t(`new.${key}`)}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

/** The account's own agents, knowledge, prompts and nodes by name. */
export function OwnEntries({ onGo }: EntriesProps) {
  const t = useTranslations('shell.palette');
  const api = useTRPC();
  const own: [PlaceKey, { id: string; name: string }[] | undefined][] = [
    ['agents', useQuery(api.agent.list.queryOptions()).data],
    ['knowledge', useQuery(api.knowledge.list.queryOptions()).data],
    ['prompts', useQuery(api.prompt.list.queryOptions()).data],
    ['nodes', useQuery(api.node.list.queryOptions()).data],
  ];
  return (
    <Command.Group heading={t('yours')} className={paletteGroup}>
      {own.flatMap(([place, rows]) =>
        (rows ?? []).map(({ id, name }) => (
          <Entry key={id} place={place} name={name} value={`${name} ${id}`} onSelect={() => onGo(`/${place}/${id}`)} />
        )),
      )}
    </Command.Group>
  );
}

function Entry(props: { place: PlaceKey; name: string; value?: string; onSelect: () => void }) {
  const { place, name, value = name, onSelect } = props;
  return (
    <Command.Item className={paletteEntry} value={value} onSelect={onSelect}>
      <PlaceIcon place={place} />
      <span className="truncate">{name}</span>
    </Command.Item>
  );
}
