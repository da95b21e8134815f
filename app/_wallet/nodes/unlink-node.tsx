'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { Address } from 'viem';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { unlinkNodeCalldata } from '#app/_wallet/calls/node-calls.ts';
import { SendButton } from '#app/_wallet/send/send-button.tsx';

/** Ends the link of a node on the chain. */
export function UnlinkNode({ node, owner }: { node: Address; owner: Address }) {
  const t = useTranslations('wallet.node');
  const api = useTRPC();
  const queries = useQueryClient();
  return (
    <SendButton
      tone="danger"
      plan={{
        key: ['unlink-node', node],
        title: t('unlink'),
        signer: owner,
        prepare: async ({ facts }) => [
          {
            key: `unlink-node:${node}`,
            sentence: t('unlinkSentence', { node }),
            contract: { name: t('registry'), address: facts.contracts.nodeRegistry },
            data: unlinkNodeCalldata(node),
            amounts: [],
          },
        ],
        onDone: () => void queries.invalidateQueries({ queryKey: api.node.chainLink.queryKey() }),
      }}
    >
      {t('unlink')}
    </SendButton>
  );
}
