'use client';
import { createContext, type ReactNode, useContext } from 'react';
import type { BrowserFacts } from '#protocol/chain/browser-facts.ts';

const ChainContext = createContext<BrowserFacts | null>(null);

/** Tells what it holds which chain the installation uses. */
export function ChainProvider({ facts, children }: { facts: BrowserFacts | null; children: ReactNode }) {
  return <ChainContext value={facts}>{children}</ChainContext>;
}

/** The chain of this installation; null where it uses none. */
export function useChain(): BrowserFacts | null {
  return useContext(ChainContext);
}
