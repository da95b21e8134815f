import type { Address, Hash, PublicClient } from 'viem';
import type { BrowserFacts } from '#protocol/chain/browser-facts.ts';
import type { TransactionStep } from './send-types.ts';

export interface PlanContext {
  /** The connected wallet, which will sign. */
  account: Address;
  facts: BrowserFacts;
  /** Reads the chain. */
  client: PublicClient;
}

/** What a person is about to do on the chain: one transaction, or several one after the other (allow, then buy). */
export interface SendPlan {
  /** Tells plans apart; what the steps depend on belongs here too. */
  key: readonly (string | number)[];
  title: string;
  /** What it is for, in a sentence; optional. */
  lead?: string;
  /** The wallet that has to sign, where not every one may. */
  signer?: Address;
  /** Works the steps out for the connected wallet. Steps that are not needed any more (an allowance that stands) are left out. */
  prepare: (context: PlanContext) => Promise<TransactionStep[]>;
  /** After the last step is confirmed, with its transaction. */
  onDone?: (hash: Hash) => void;
}
