'use client';
import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { TextField } from '#app/_ui/field.tsx';

export interface Member {
  componentId: string;
  name: string;
  isOnSale: boolean;
}

interface MembersProps {
  chosen: Member[];
  onChange: (chosen: Member[]) => void;
}

/** What a collection holds, in the order it is shown, and a search for more. */
export function CollectionMembers({ chosen, onChange }: MembersProps) {
  const t = useTranslations('market.curate');
  return (
    <fieldset className="space-y-3">
      <legend className="font-medium text-sm">{t('members', { count: chosen.length })}</legend>
      {chosen.length === 0 && <p className="text-muted text-sm">{t('noMembers')}</p>}
      <ol className="divide-y divide-line rounded-md border border-line empty:hidden">
        {chosen.map((member, index) => (
          <li key={member.componentId} className="flex items-center gap-1 px-3 py-1 text-sm">
            <span className="min-w-0 flex-1 break-words">
              {member.name}
              {!member.isOnSale && <span className="block text-muted text-xs">{t('offMarket')}</span>}
            </span>
            <Button
              tone="plain"
              size="icon"
              aria-label={t('moveUp', { name: member.name })}
              disabled={index === 0}
              onClick={() => onChange(moved(chosen, index, -1))}
            >
              <ArrowUp className="size-4" aria-hidden="true" />
            </Button>
            <Button
              tone="plain"
              size="icon"
              aria-label={t('moveDown', { name: member.name })}
              disabled={index === chosen.length - 1}
              onClick={() => onChange(moved(chosen, index, 1))}
            >
              <ArrowDown className="size-4" aria-hidden="true" />
            </Button>
            <Button
              tone="plain"
              size="icon"
              aria-label={t('leaveOut', { name: member.name })}
              onClick={() => onChange(chosen.filter(({ componentId }) => componentId !== member.componentId))}
            >
              <X className="size-4" aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ol>
      <Additions chosen={chosen} onChange={onChange} />
    </fieldset>
  );
}

function moved(chosen: Member[], index: number, by: 1 | -1): Member[] {
  const [member] = chosen.slice(index, index + 1);
  return member ? chosen.toSpliced(index, 1).toSpliced(index + by, 0, member) : chosen;
}

function Additions({ chosen, onChange }: MembersProps) {
  const t = useTranslations('market.curate');
  const [text, setText] = useState('');
  const deferred = useDeferredValue(text);
  const { data: found } = useQuery(useTRPC().market.search.queryOptions({ text: deferred }));
  const free = found?.listings.filter((one) => !chosen.some(({ componentId }) => componentId === one.componentId));
  return (
    <>
      <TextField label={t('find')} type="search" value={text} onChange={(event) => setText(event.target.value)} />
      {free?.length === 0 && <p className="text-muted text-sm">{t('noneFound')}</p>}
      <ul className="max-h-60 space-y-1 overflow-y-auto">
        {free?.map(({ componentId, name }) => (
          <li key={componentId}>
            <Button
              tone="plain"
              size="small"
              className="h-auto w-full justify-start whitespace-normal text-left"
              aria-label={t('take', { name })}
              onClick={() => onChange([...chosen, { componentId, name, isOnSale: true }])}
            >
              <Plus className="size-4 shrink-0" aria-hidden="true" />
              <span className="min-w-0 break-words">{name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
