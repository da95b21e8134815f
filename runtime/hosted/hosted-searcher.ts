import type { HostedReference } from '#protocol/hosted/hosted-reference.ts';
import type { HostedAnswer } from '#protocol/hosted/hosted-search.ts';

/** Asks creators' gateways for passages of knowledge that stays there. */
export interface HostedSearcher {
  /** Passages for a question; 0 passages only asks whether this node may search. Throws the gateway's refusal with the knowledge's name. */
  search(
    reference: HostedReference,
    asked: { query: string; passages: number },
    signal: AbortSignal,
  ): Promise<HostedAnswer>;
}
