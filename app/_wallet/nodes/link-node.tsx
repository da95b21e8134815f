'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { getAddress, isAddress } from 'viem';
import { useTRPC, useTRPCClient } from '#app/_trpc/trpc.ts';
import { SelectField, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { linkNodeCalldata } from '#app/_wallet/calls/node-calls.ts';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';

const elsewhere = 'elsewhere';

/** Links a node to the connected wallet: the node agrees first, then the wallet sends it. Its income may go to any wallet, so that many nodes can share one. */
export function LinkNode({ nodeId, isOnline }: { nodeId: string; isOnline: boolean }) {
  const t = useTranslations('wallet.node');
  const wallets = useQuery(useTRPC().wallet.list.queryOptions()).data ?? [];
  const [chosen, setChosen] = useState('');
  const [typed, setTyped] = useState('');
  const first = wallets[0]?.address ?? '';
  const given = chosen === elsewhere ? typed.trim() : chosen || first;
  const isRight = isAddress(given);
  const plan = useLinkPlan(nodeId, isRight ? given : '');
  if (wallets.length === 0)
    return (
      <p className="text-sm">
        {t('needsWallet')}{' '}
        <Link href="/settings" className="text-accent underline">
          {t('toSettings')}
        </Link>
      </p>
    );
  return (
    <div className="space-y-3">
      <p className="text-muted text-sm">{t('lead')}</p>
      <SelectField
        label={t('payoutField')}
        hint={t('payoutHint')}
        value={chosen}
        onChange={(e) => setChosen(e.target.value)}
      >
        {wallets.map(({ address }, index) => (
          <option key={address} value={index === 0 ? '' : address}>
            {shortAddress(address)}
          </option>
        ))}
        <option value={elsewhere}>{t('elsewhere')}</option>
      </SelectField>
      {chosen === elsewhere && (
        <TextField
          label={t('address')}
          className="font-mono"
          value={typed}
          error={typed !== '' && !isRight ? t('badAddress') : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {!isOnline && <Notice tone="warn">{t('offline')}</Notice>}
      <SendButton plan={plan} tone="accent" disabled={!(isOnline && isRight)}>
        {t('link')}
      </SendButton>
    </div>
  );
}

function useLinkPlan(nodeId: string, payout: string): SendPlan {
  const t = useTranslations('wallet.node');
  const api = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  return {
    key: ['link-node', nodeId, payout],
    title: t('link'),
    prepare: async ({ account, facts }) => {
      const to = getAddress(payout);
      const agreed = await client.node.prepareChainLink.mutate({ nodeId, wallet: account, payout: to });
      return [
        {
          key: `link-node:${agreed.node}`,
          sentence: t('linkSentence', { node: agreed.node, payout: to }),
          contract: { name: t('registry'), address: facts.contracts.nodeRegistry },
          data: linkNodeCalldata(agreed),
          amounts: [],
        },
      ];
    },
    onDone: () => void queries.invalidateQueries({ queryKey: api.node.chainLink.queryKey() }),
  };
}
