import type { Citation, GaiaExtras, Trace } from '#protocol/retrieval/trace.ts';

/** A message on the screen. */
export interface ShownMessage {
  id: string;
  role: 'user' | 'assistant';
  content: string;
  citations: Citation[];
  /** Spans of the content that no passage supports. */
  unsupported: GaiaExtras['unsupported'];
  outcome: GaiaExtras['outcome'] | null;
  trace: Trace | null;
  /** Why the answer is missing or cut short, in words. */
  problem: string | null;
}
