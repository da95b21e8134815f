'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Address, PublicClient } from 'viem';
import { useConfig } from 'wagmi';
import { getPublicClient, sendTransaction } from 'wagmi/actions';
import { useChain } from '#app/_wallet/chain-context.tsx';
import { openSendStore } from './open-send-store.ts';
import { runSend, takeUp } from './run-send.ts';
import type { SendingWallet, SendMeans, SendState, TransactionStep } from './send-types.ts';

export interface Send {
  state: SendState;
  /** Asks the wallet; does nothing while a transaction of this hook is under way. */
  send(step: TransactionStep, account: Address): void;
  /** Goes on with what an earlier page left under way for this step, if anything. */
  resume(step: TransactionStep): void;
  reset(): void;
}

/** One transaction at a time: what becomes of it as a state. It is found again after a reload and never sent twice. Only inside a `WalletScope`. */
export function useSend(): Send {
  const means = useSendMeans();
  const config = useConfig();
  const [state, setState] = useState<SendState>({ step: 'idle' });
  const run = useRef<AbortController | null>(null);
  useEffect(() => () => run.current?.abort(), []);

  const start = useCallback((work: (signal: AbortSignal) => Promise<void>) => {
    if (run.current) return;
    const controller = new AbortController();
    run.current = controller;
    void work(controller.signal).finally(() => {
      if (run.current === controller) run.current = null;
    });
  }, []);
  const send = useCallback(
    (step: TransactionStep, account: Address) => {
      const { chainId } = means;
      const wallet: SendingWallet = {
        account,
        send: (request) => sendTransaction(config, { ...request, account, chainId }),
      };
      start((signal) => runSend(means, { step, wallet, signal, onState: setState }));
    },
    [config, means, start],
  );
  const resume = useCallback(
    (step: TransactionStep) => {
      const kept = means.store.read(step.key);
      if (kept) start((signal) => takeUp(means, { step, signal, onState: setState }, kept));
    },
    [means, start],
  );
  const reset = useCallback(() => setState({ step: 'idle' }), []);
  return { state, send, resume, reset };
}

function useSendMeans(): SendMeans {
  const config = useConfig();
  const chainId = useChain()?.chainId ?? 0;
  const [means] = useState<SendMeans>(() => ({
    client: getPublicClient(config) as PublicClient,
    chainId,
    store: openSendStore(window.localStorage, chainId),
    wait,
  }));
  return means;
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
