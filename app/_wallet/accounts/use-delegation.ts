'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Address } from 'viem';
import { useConfig } from 'wagmi';
import { signTypedData } from 'wagmi/actions';
import { useTRPC, useTRPCClient } from '#app/_trpc/trpc.ts';
import { offChainDomain, signedTypes } from '#protocol/signing/typed-messages.ts';

/** Links a wallet to the signed-in account: the wallet signs the delegation to the account's key. */
export function useDelegation() {
  const config = useConfig();
  const client = useTRPCClient();
  const api = useTRPC();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (wallet: Address) => {
      const { issuedAt, accountKey } = await client.wallet.challenge.mutate({ wallet });
      const signature = await signTypedData(config, {
        account: wallet,
        domain: offChainDomain,
        types: { AccountDelegation: signedTypes.AccountDelegation },
        primaryType: 'AccountDelegation',
        message: { wallet, accountKey, issuedAt: BigInt(issuedAt) },
      });
      return await client.wallet.link.mutate({ wallet, issuedAt, signature });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: api.wallet.list.queryKey() }),
  });
}
