import {
  type Address,
  decodeEventLog,
  decodeFunctionData,
  formatUnits,
  getAddress,
  type Hex,
  isAddress,
  isAddressEqual,
  type Log,
} from 'viem';
import type { ChainFacts } from '#protocol/chain/chain-facts.ts';
import { type ContractName, contractAbis } from './contract-abis.ts';
import { deriveEventValues } from './derive-event-values.ts';

/** A call or an event with its values as a person reads them: amounts in their token, contracts of the product by name. */
export interface DescribedCall {
  name: string;
  values: Record<string, string>;
}

/** Which contract of the product lies at an address, if any. */
export function findContract({ contracts }: Pick<ChainFacts, 'contracts'>, address: Address): ContractName | null {
  const found = Object.entries(contracts).find(([, one]) => one !== null && isAddressEqual(one, address));
  return (found?.[0] as ContractName | undefined) ?? null;
}

/** What a transaction calls in a contract of the product; null for what its interface does not know. */
export function describeCall(
  facts: ChainFacts,
  { contract, input }: { contract: ContractName; input: Hex },
): DescribedCall | null {
  const abi = contractAbis[contract];
  try {
    const { functionName, args = [] } = decodeFunctionData({ abi, data: input });
    const item = abi.find((one) => one.type === 'function' && one.name === functionName);
    const names = item?.type === 'function' ? item.inputs.map(({ name }) => name ?? '') : [];
    const values = Object.fromEntries((args as unknown[]).map((value, index) => [names[index] ?? `${index}`, value]));
    return { name: functionName, values: inWords(facts, values, facts.contracts[contract]) };
  } catch {
    return null;
  }
}

/** An event of a transaction; one that no interface of the product knows keeps an empty name. */
export function describeEvent(
  facts: ChainFacts,
  log: Log,
): DescribedCall & { contract: ContractName | null; address: Address } {
  const address = getAddress(log.address);
  const contract = findContract(facts, address);
  if (!contract) return { name: '', values: {}, contract, address };
  try {
    const decoded = decodeEventLog({ abi: contractAbis[contract], data: log.data, topics: log.topics });
    const name = decoded.eventName ?? '';
    const values = (decoded.args ?? {}) as Record<string, unknown>;
    const all = { ...values, ...deriveEventValues(contract, { name, values }) };
    return { name, values: inWords(facts, all, address), contract, address };
  } catch {
    return { name: '', values: {}, contract, address };
  }
}

const amounts = new Set(['amount', 'price', 'maxPrice', 'royalty', 'fee', 'bond', 'value']);
const times = new Set(['deadline', 'endsAt', 'expiresAt', 'readyAt', 'until', 'challengeDeadline', 'rulingDeadline']);

/** Each value as text. Amounts are in the token that the same call or event names, or in that of the contract itself. */
function inWords(facts: ChainFacts, values: Record<string, unknown>, emitter: Address | null): Record<string, string> {
  const named = typeof values.asset === 'string' && isAddress(values.asset) ? values.asset : emitter;
  const asset = named && facts.assets.find(({ address }) => isAddressEqual(address, named));
  const say = ([name, value]: [string, unknown]): [string, string] => {
    if (amounts.has(name) && typeof value === 'bigint' && asset)
      return [name, `${formatUnits(value, asset.decimals)} ${asset.symbol}`];
    if (times.has(name) && Number(value) > 0) return [name, new Date(Number(value) * 1000).toISOString()];
    return [name, sayPlain(facts, value)];
  };
  return Object.fromEntries(Object.entries(values).map(say));
}

function sayPlain(facts: ChainFacts, value: unknown): string {
  if (typeof value === 'string' && isAddress(value)) {
    const asset = facts.assets.find(({ address }) => isAddressEqual(address, value));
    return asset?.symbol ?? value;
  }
  if (Array.isArray(value)) return value.map((one) => sayPlain(facts, one)).join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, one]) => `${name} ${sayPlain(facts, one)}`)
      .join(', ');
  return String(value).slice(0, 400);
}
