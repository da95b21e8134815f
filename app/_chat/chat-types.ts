import type { Citation, GaiaExtras, ToolCard, Trace } from '#protocol/retrieval/trace.ts';

/** A message on the screen. */
export interface ShownMessage {
  id: string;
  role: 'user' | 'assistant';
  content: string;
  citations: Citation[];
  /** Spans of the content that no passage supports. */
  unsupported: GaiaExtras['unsupported'];
  /** Calls that the node made or is making, in order. */
  calls: ToolCard[];
  outcome: GaiaExtras['outcome'] | null;
  trace: Trace | null;
  /** A trial answer that repeated the content and was cut. */
  isCut: boolean;
  /** Why the answer is missing or cut short, in words. */
  problem: string | null;
}
