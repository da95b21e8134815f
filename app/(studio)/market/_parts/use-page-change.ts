'use client';
import { useQuery } from '@tanstack/react-query';
import { useChainChange } from '#app/_market/use-chain-change.ts';
import { useTRPC } from '#app/_trpc/trpc.ts';
import type { Page } from './component-view.tsx';

/** After a transaction about a component: looks at its page until the market has read it from the chain. */
export function usePageChange(id: string, page: Page): { isWaiting: boolean; noteSent: () => void } {
  const { isWaiting, lookEvery, noteSent } = useChainChange(standOf(page));
  useQuery({ ...useTRPC().market.page.queryOptions({ id }), refetchInterval: lookEvery });
  return { isWaiting, noteSent };
}

/** What the owner of a deed, or of licences, changes by transactions. */
function standOf({ offers, askBps, resales }: Page): string {
  return JSON.stringify({ offers, askBps, resales: resales.map(({ listingId, isStale }) => [listingId, isStale]) });
}
