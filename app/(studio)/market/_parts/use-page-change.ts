'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import type { Page } from './component-view.tsx';

const lookEveryMs = 1_000;

interface PageChange {
  /** The market has not read from the chain yet what was confirmed last. */
  isWaiting: boolean;
  /** Something was confirmed on the chain. */
  noteSent: () => void;
}

/** After a transaction about a component: looks at its page every second, until that differs from how it stood. */
export function usePageChange(id: string, page: Page): PageChange {
  const [before, setBefore] = useState<string | null>(null);
  const stand = standOf(page);
  const isWaiting = before === stand;
  useQuery({ ...useTRPC().market.page.queryOptions({ id }), refetchInterval: isWaiting ? lookEveryMs : false });
  return { isWaiting, noteSent: () => setBefore(stand) };
}

/** What the owner of a deed, or of licences, changes by transactions. */
function standOf({ offers, askBps, resales }: Page): string {
  return JSON.stringify({ offers, askBps, resales: resales.map(({ listingId, isStale }) => [listingId, isStale]) });
}
