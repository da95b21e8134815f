import type { Prisma } from '#server/generated/client.ts';
import type { EventName, EventOf, IndexedContract, KeptEvent } from './chain-events.ts';
import { domainRules } from './domain-rules.ts';
import { ledgerRules } from './ledger-rules.ts';
import { licenceRules } from './licence-rules.ts';
import { marketRules } from './market-rules.ts';
import { nodeRules } from './node-rules.ts';
import { registryRules } from './registry-rules.ts';

/** What each event of a contract changes in the tables. Rules see events in the order of the chain, and look at nothing else. */
export type Rules<Contract extends IndexedContract> = {
  [Name in EventName<Contract>]?: (tx: Prisma.TransactionClient, event: EventOf<Contract, Name>) => Promise<unknown>;
};

const rules: { [Contract in IndexedContract]: Rules<Contract> } = {
  componentRegistry: registryRules,
  componentLicence: licenceRules,
  componentMarket: marketRules,
  revenueLedger: ledgerRules,
  nodeRegistry: nodeRules,
  domainRegistry: domainRules,
};

/** Applies events to the derived tables, one after the other. */
export async function applyEvents(tx: Prisma.TransactionClient, events: KeptEvent[]): Promise<void> {
  for (const event of events) {
    const ofContract = rules[event.contract] as Record<
      string,
      (tx: Prisma.TransactionClient, event: KeptEvent) => Promise<unknown>
    >;
    await ofContract[event.name]?.(tx, event);
  }
}
