'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Address } from 'viem';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { TransactionStep } from './send-types.ts';

/** What a transaction will do, before anybody signs it: the sentence, what leaves and what comes, where it goes. */
export function StepFacts({ step, account }: { step: TransactionStep; account: Address }) {
  const t = useTranslations('wallet.send');
  const facts = useChain();
  return (
    <div className="space-y-3 rounded-md border border-line bg-sunken p-3">
      <p className="font-medium">{step.sentence}</p>
      <dl className="grid grid-cols-[6rem_1fr] gap-x-3 gap-y-1 text-sm">
        {step.amounts.map(({ label, amount }) => (
          <Fact key={label} name={label}>
            <strong>{amount}</strong>
          </Fact>
        ))}
        <Fact name={t('contract')}>
          {step.contract.name} <Mono>{step.contract.address}</Mono>
        </Fact>
        <Fact name={t('wallet')}>
          <Mono>{account}</Mono>
        </Fact>
        <Fact name={t('network')}>{facts?.isLocal ? t('localNetwork', { name: facts.name }) : facts?.name}</Fact>
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Mono({ children }: { children: string }) {
  return <span className="break-all font-mono text-xs">{children}</span>;
}
