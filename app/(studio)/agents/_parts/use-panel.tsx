'use client';
import { Plug } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { CodeBlock } from '#app/_ui/code-block.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { SelectField } from '#app/_ui/field.tsx';
import { NamedSelect } from '#app/_ui/named-select.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { AccessKeys } from './access-keys.tsx';
import { snippets } from './snippets.ts';
import { TryApiCard } from './try-api-card.tsx';

interface UsePanelProps {
  agent: RouterOutputs['agent']['get'];
  nodes: RouterOutputs['node']['list'];
  gatewayUrl: string;
}

/** Addresses and snippets that work when pasted: on the node itself, or from anywhere through the gateway with a key. */
export function UsePanel({ agent, nodes, gatewayUrl }: UsePanelProps) {
  const t = useTranslations('agents.use');
  const [nodeId, setNodeId] = useState(nodes[0]?.id ?? '');
  const [chosenWay, setWay] = useState<'local' | 'gateway'>('local');
  const [key, setKey] = useState('');
  const question = agent.draft.starters[0] ?? t('question');
  const node = nodes.find(({ id }) => id === nodeId) ?? nodes[0];

  if (!node) {
    const action = (
      <Button tone="accent" asChild>
        <Link href={`/agents/${agent.id}/versions`}>{t('deployFirst')}</Link>
      </Button>
    );
    return (
      <EmptyState picture={<Plug className="size-12" />} title={t('notLive')} lead={t('notLiveLead')} action={action} />
    );
  }
  const way = node.localUrl === null ? 'gateway' : chosenWay;
  const address = way === 'local' ? `${node.localUrl}/v1` : `${gatewayUrl}/n/${node.address}/v1`;
  const apiKey = way === 'local' ? 'none-needed' : key || 'YOUR_KEY';
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
      <Card className="space-y-4">
        <CardHeading title={t('address')} />
        {nodes.length > 1 && <NamedSelect label={t('node')} value={node.id} onChange={setNodeId} options={nodes} />}
        <SelectField
          label={t('way')}
          value={way}
          onChange={(event) => setWay(event.target.value === 'local' ? 'local' : 'gateway')}
        >
          {node.localUrl !== null && <option value="local">{t('local')}</option>}
          <option value="gateway">{t('gateway')}</option>
        </SelectField>
        <CodeBlock label={t('baseUrl')} code={address} isWrapped />
        <CodeBlock label={t('model')} code={agent.slug} isWrapped />
        {way === 'local' && node.localUrl && (
          <Button asChild>
            <a href={node.localUrl} target="_blank" rel="noreferrer">
              {t('openChat')}
            </a>
          </Button>
        )}
        {way === 'gateway' && <AccessKeys nodeId={node.id} onCreated={setKey} />}
      </Card>
      <div className="space-y-4">
        {snippets({ address, apiKey, model: agent.slug, question }).map(({ name, code }) => (
          <CodeBlock key={name} label={name} code={code} />
        ))}
      </div>
      <TryApiCard key={node.id} agentId={agent.id} nodeId={node.id} model={agent.slug} question={question} />
    </div>
  );
}
