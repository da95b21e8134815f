import {
  type Abi,
  type AbiParameter,
  type ContractEventArgsFromTopics,
  type ContractEventName,
  decodeEventLog,
  type Log,
} from 'viem';
import { componentLicenceAbi } from '#contracts/generated/component-licence-abi.ts';
import { componentMarketAbi } from '#contracts/generated/component-market-abi.ts';
import { componentRegistryAbi } from '#contracts/generated/component-registry-abi.ts';
import { domainRegistryAbi } from '#contracts/generated/domain-registry-abi.ts';
import { nodeRegistryAbi } from '#contracts/generated/node-registry-abi.ts';
import { revenueLedgerAbi } from '#contracts/generated/revenue-ledger-abi.ts';
import type { ContractAddresses } from '#protocol/chain/chain-facts.ts';

const abis = {
  revenueLedger: revenueLedgerAbi,
  nodeRegistry: nodeRegistryAbi,
  componentRegistry: componentRegistryAbi,
  componentLicence: componentLicenceAbi,
  componentMarket: componentMarketAbi,
  domainRegistry: domainRegistryAbi,
} as const satisfies Partial<Record<keyof ContractAddresses, Abi>>;

/** A contract whose events are indexed. */
export type IndexedContract = keyof typeof abis;
export const indexedContracts = Object.keys(abis) as IndexedContract[];

/** Events that tell nothing a table is made of. */
const skipped = new Set(['Approval', 'ApprovalForAll', 'URI', 'EIP712DomainChanged']);

/** Arguments as they are kept: big numbers as digits, addresses in lower case. */
type Plain<T> = T extends bigint
  ? string
  : T extends readonly (infer Entry)[]
    ? Plain<Entry>[]
    : T extends object
      ? { [Key in keyof T]: Plain<T[Key]> }
      : T;

/** An event as it is kept. */
export interface KeptEvent<Args = unknown> {
  /** `<block hash>:<log index>`. */
  id: string;
  blockNumber: number;
  blockTime: Date;
  logIndex: number;
  txHash: string;
  contract: IndexedContract;
  name: string;
  args: Args;
}

/** An event with the arguments that its contract declares. */
export type EventOf<
  Contract extends IndexedContract,
  Name extends ContractEventName<(typeof abis)[Contract]>,
> = KeptEvent<Plain<ContractEventArgsFromTopics<(typeof abis)[Contract], Name>>>;
export type EventName<Contract extends IndexedContract> = ContractEventName<(typeof abis)[Contract]>;

/** Reads a log of one of the contracts; null when it tells nothing that is kept. */
export function readEvent(
  contract: IndexedContract,
  log: Pick<Log, 'topics' | 'data'>,
): { name: string; args: unknown } | null {
  const abi: Abi = abis[contract];
  try {
    const { eventName, args } = decodeEventLog({ abi, topics: log.topics, data: log.data });
    if (eventName === undefined || skipped.has(eventName)) return null;
    const event = abi.find((entry) => entry.type === 'event' && entry.name === eventName);
    return {
      name: eventName,
      args: plain(args, { type: 'tuple', components: event?.type === 'event' ? event.inputs : [] }),
    };
  } catch {
    return null;
  }
}

function plain(
  value: unknown,
  parameter: Pick<AbiParameter, 'type'> & { components?: readonly AbiParameter[] },
): unknown {
  const { type, components } = parameter;
  if (Array.isArray(value))
    return value.map((entry) => plain(entry, { ...parameter, type: type.replace(/\[\d*\]$/, '') }));
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return type === 'string' ? withoutNul(value) : value.toLowerCase();
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Record<string, unknown>;
  return Object.fromEntries((components ?? []).map((field) => [field.name, plain(fields[field.name ?? ''], field)]));
}

/** PostgreSQL keeps no NUL in a text; nobody may stop the index by putting one on the chain. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '\u{fffd}');
}
