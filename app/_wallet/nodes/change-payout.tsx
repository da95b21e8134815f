'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Address, getAddress, type Hex, isAddress, isAddressEqual } from 'viem';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { applyPayoutCalldata, cancelPayoutCalldata, requestPayoutCalldata } from '#app/_wallet/calls/node-calls.ts';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import type { RouterOutputs } from '#server/api/router.ts';

interface ChangePayoutProps {
  state: NonNullable<RouterOutputs['node']['chainLink']>;
  owner: Address;
}

/** Another payout is asked for, and can be applied a day later or withdrawn. */
export function ChangePayout({ state: { node, pending, link }, owner }: ChangePayoutProps) {
  const t = useTranslations('wallet.node');
  const plan = usePayoutPlans(node, owner);
  const [typed, setTyped] = useState<string | null>(null);
  if (pending)
    return (
      <>
        <SendButton plan={plan('applyPayout', applyPayoutCalldata(node))} disabled={!pending.isReady}>
          {t('applyPayout')}
        </SendButton>
        <SendButton plan={plan('cancelPayout', cancelPayoutCalldata(node))}>{t('cancelPayout')}</SendButton>
      </>
    );
  if (typed === null) return <Button onClick={() => setTyped('')}>{t('changePayout')}</Button>;
  const given = typed.trim();
  const payout = isAddress(given) ? getAddress(given) : null;
  const isNew = payout !== null && !(link && isAddressEqual(payout, link.payout));
  return (
    <div className="w-full space-y-2">
      <TextField
        label={t('newPayout')}
        hint={t('dayHint')}
        className="font-mono"
        value={typed}
        error={given !== '' && !payout ? t('badAddress') : undefined}
        onChange={(event) => setTyped(event.target.value)}
      />
      <SendButton
        tone="accent"
        disabled={!isNew}
        plan={plan('requestPayout', payout ? requestPayoutCalldata(node, payout) : '0x', payout ?? '')}
      >
        {t('requestPayout')}
      </SendButton>
    </div>
  );
}

type PayoutCall = 'applyPayout' | 'cancelPayout' | 'requestPayout';

function usePayoutPlans(node: Address, owner: Address): (call: PayoutCall, data: Hex, payout?: string) => SendPlan {
  const t = useTranslations('wallet.node');
  const api = useTRPC();
  const queries = useQueryClient();
  return (call, data, payout = '') => ({
    key: [call, node, payout],
    title: t(call),
    signer: owner,
    prepare: async ({ facts }) => [
      {
        key: `${call}:${node}`,
        sentence: t(`${call}Sentence`, { node, payout }),
        contract: { name: t('registry'), address: facts.contracts.nodeRegistry },
        data,
        amounts: [],
      },
    ],
    onDone: () => void queries.invalidateQueries({ queryKey: api.node.chainLink.queryKey() }),
  });
}
