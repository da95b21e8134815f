'use client';
import { useConnectModal } from '@rainbow-me/rainbowkit';
import type { Address } from 'viem';
import { useAccount, useConfig } from 'wagmi';
import { switchChain } from 'wagmi/actions';
import { useChain } from '#app/_wallet/chain-context.tsx';

export interface ConnectedWallet {
  address: Address;
  /** Whether it is on the chain of this installation. */
  isOnChain: boolean;
  /** Asks it to change to that chain. */
  switchChain: () => Promise<unknown>;
}

export interface WalletState {
  wallet: ConnectedWallet | null;
  /** Opens the dialog for connecting. */
  connect: () => void;
  /** While that dialog is open. */
  isChoosing: boolean;
  /** While a wallet of an earlier visit is looked for. */
  isReconnecting: boolean;
}

/** The wallet that is connected, or null. Only inside a `WalletScope`. */
export function useWallet(): WalletState {
  const config = useConfig();
  const facts = useChain();
  const { address, chainId, status } = useAccount();
  const { openConnectModal, connectModalOpen } = useConnectModal();
  const wallet =
    address && facts
      ? {
          address,
          isOnChain: chainId === facts.chainId,
          switchChain: () => switchChain(config, { chainId: facts.chainId }),
        }
      : null;
  return {
    wallet,
    connect: () => openConnectModal?.(),
    isChoosing: connectModalOpen,
    isReconnecting: status === 'reconnecting',
  };
}
