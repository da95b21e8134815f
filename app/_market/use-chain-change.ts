'use client';
import { useEffect, useRef, useState } from 'react';

const lookEveryMs = 1_000;
const lookForMs = 15_000;

interface ChainChange {
  /** What is shown is still as it was when something was confirmed on the chain. */
  isWaiting: boolean;
  /** How often to look: for a while after something was confirmed. The index reads one block after the other, so the first difference need not be the last. */
  lookEvery: () => number | false;
  /** Something was confirmed on the chain. */
  noteSent: () => void;
}

/** Follows what a person changes by transactions; `stand` is what is shown of it now. */
export function useChainChange(stand: string): ChainChange {
  const latest = useRef(stand);
  useEffect(() => {
    latest.current = stand;
  }, [stand]);
  const [noted, setNoted] = useState<{ stand: string; until: number } | null>(null);
  return {
    isWaiting: noted?.stand === stand,
    lookEvery: () => (noted && Date.now() < noted.until ? lookEveryMs : false),
    noteSent: () => setNoted({ stand: latest.current, until: Date.now() + lookForMs }),
  };
}
