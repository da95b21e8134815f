'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import type { CanvasChoices, NodeKind } from './graph-types.ts';

const places = { knowledge: '/knowledge', tool: '/tools', plugin: '/plugins' } as const;

interface InspectorProps {
  kind: NodeKind;
  nodeId: string;
  choices: CanvasChoices;
  /** The form's own sections, by the node they edit. */
  sections: Partial<Record<NodeKind, ReactNode>>;
}

/** What can be set about the chosen node: the same section that the form shows, or where its component is edited. */
export function NodeInspector({ kind, nodeId, choices, sections }: InspectorProps) {
  const t = useTranslations('canvas');
  if (kind === 'knowledge' || kind === 'tool' || kind === 'plugin') {
    const known = kind === 'knowledge' ? choices.knowledge : choices[`${kind}s`];
    const id = nodeId.slice(kind.length + 1);
    const name = known.find((choice) => choice.id === id)?.name;
    return (
      <>
        <Card>
          <CardHeading title={name ?? t('words.missing')} />
          <p className="text-muted text-sm">{t('componentHint')}</p>
          {name && (
            <Link href={`${places[kind]}/${id}`} className="text-accent text-sm underline">
              {t('openComponent', { name })}
            </Link>
          )}
        </Card>
        {sections[kind]}
      </>
    );
  }
  if (kind === 'hosted') {
    return (
      <>
        <Card>
          <p className="text-muted text-sm">{t('hostedHint')}</p>
          <Link href={`/market/${nodeId.slice(kind.length + 1)}`} className="text-accent text-sm underline">
            {t('openMarket')}
          </Link>
        </Card>
        {sections[kind]}
      </>
    );
  }
  return sections[kind] ?? <p className="text-muted text-sm">{t('fixedNode')}</p>;
}
