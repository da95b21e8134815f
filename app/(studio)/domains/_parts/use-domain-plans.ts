'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { Address, Hex } from 'viem';
import { useTRPC } from '#app/_trpc/trpc.ts';
import {
  acceptDomainCalldata,
  admitCalldata,
  type DomainMode,
  offerDomainCalldata,
  placeCalldata,
  refusalCalldata,
  setModeCalldata,
} from '#app/_wallet/calls/domain-calls.ts';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Domain = Pick<RouterOutputs['domain']['get'], 'id' | 'name' | 'operator' | 'offeredTo' | 'mode'>;

type Act =
  | 'requestAdmission'
  | 'leaveDomain'
  | 'admit'
  | 'decline'
  | 'evict'
  | 'ban'
  | 'unban'
  | 'setMode'
  | 'offerDomain'
  | 'takeBack'
  | 'acceptDomain';

interface Step {
  signer: string;
  data: Hex;
  /** Of the sentence. */
  values?: Record<string, string>;
}

/** What can be sent to the chain about a domain: by the owner of a node, by its operator, and by whom it is offered to. */
export function useDomainPlans(domain: Domain) {
  const t = useTranslations('domains');
  const api = useTRPC();
  const queries = useQueryClient();
  const { id, name, operator } = domain;

  function planOf(act: Act, { signer, data, values = {} }: Step): SendPlan {
    const words = { domain: name, mode: domain.mode, ...values };
    return {
      key: [act, id, data],
      title: t(`acts.${act}.title`, words),
      signer: signer as Address,
      prepare: async ({ facts }) => [
        {
          key: `${act}:${id}:${data}`,
          sentence: t(`acts.${act}.sentence`, words),
          contract: { name: t('facts.contract'), address: facts.contracts.domainRegistry },
          data,
          amounts: [],
        },
      ],
      onDone: () => void queries.invalidateQueries({ queryKey: api.domain.pathKey() }),
    };
  }

  const against = (act: 'decline' | 'evict' | 'ban', account: string, reason: string) => {
    const data = refusalCalldata(act, { id, account: account as Address, reason });
    return planOf(act, { signer: operator, data, values: { node: account, account } });
  };
  const place = (act: 'requestAdmission' | 'leaveDomain' | 'unban', account: string) =>
    placeCalldata(act, { id, account: account as Address });

  return {
    request: (node: string, owner: string) =>
      planOf('requestAdmission', { signer: owner, data: place('requestAdmission', node), values: { node } }),
    leave: (node: string, owner: string) =>
      planOf('leaveDomain', { signer: owner, data: place('leaveDomain', node), values: { node } }),
    admit: (node: string, owner: string) =>
      planOf('admit', {
        signer: operator,
        data: admitCalldata({ id, node: node as Address, owner: owner as Address }),
        values: { node, owner },
      }),
    decline: (node: string, reason: string) => against('decline', node, reason),
    evict: (node: string, reason: string) => against('evict', node, reason),
    ban: (account: string, reason: string) => against('ban', account, reason),
    unban: (account: string) =>
      planOf('unban', { signer: operator, data: place('unban', account), values: { account } }),
    setMode: (mode: DomainMode) =>
      planOf('setMode', { signer: operator, data: setModeCalldata(id, mode), values: { mode } }),
    offer: (to: string) =>
      planOf('offerDomain', {
        signer: operator,
        data: offerDomainCalldata(id, to as Address),
        values: { account: to },
      }),
    takeBack: () => planOf('takeBack', { signer: operator, data: offerDomainCalldata(id, null) }),
    accept: () => planOf('acceptDomain', { signer: domain.offeredTo ?? operator, data: acceptDomainCalldata(id) }),
  };
}
