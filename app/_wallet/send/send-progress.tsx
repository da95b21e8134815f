'use client';
import { useTranslations } from 'next-intl';
import type { Hash } from 'viem';
import { Notice } from '#app/_ui/notice.tsx';
import { TransactionLink } from '#app/_wallet/transaction-link.tsx';
import type { SendState } from './send-types.ts';

/** How a transaction stands, as a sentence that says what to do. */
export function SendProgress({ state }: { state: SendState }) {
  const t = useTranslations('wallet.send.state');
  switch (state.step) {
    case 'idle':
      return null;
    case 'asked':
      return <Notice>{t(state.isChainDown ? 'askedDown' : 'asked')}</Notice>;
    case 'sent':
      return (
        <Notice tone={state.isChainDown ? 'warn' : 'info'}>
          {t(state.isChainDown ? 'sentDown' : 'sent')} <Linked hash={state.hash} />
        </Notice>
      );
    case 'confirmed':
      return (
        <Notice tone="good" title={t('confirmed')}>
          <Linked hash={state.hash} />
        </Notice>
      );
    case 'failed':
      return (
        <Notice tone={state.failure === 'rejected' ? 'warn' : 'bad'} title={t(`title.${state.failure}`)}>
          <p>{t(`lead.${state.failure}`)}</p>
          {state.failure === 'refused' && state.detail && <Refusal name={state.detail} />}
          <Linked hash={state.hash} />
        </Notice>
      );
  }
}

function Linked({ hash }: { hash: Hash | null }) {
  return hash ? <TransactionLink hash={hash} /> : null;
}

/** Why the contract says no: a sentence for the errors of ours that people can act on, else its name. */
function Refusal({ name }: { name: string }) {
  const t = useTranslations('wallet.send.refusals');
  return <p className="mt-1 break-words">{t.has(name as never) ? t(name as never) : name}</p>;
}
