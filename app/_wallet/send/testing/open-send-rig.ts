import {
  type Address,
  createPublicClient,
  createTestClient,
  createWalletClient,
  custom,
  type Hash,
  type Hex,
  http,
  parseEther,
} from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { openSendStore } from '#app/_wallet/send/open-send-store.ts';
import { runSend } from '#app/_wallet/send/run-send.ts';
import type { SendingWallet, SendMeans, SendState, TransactionStep } from '#app/_wallet/send/send-types.ts';

/** A contract that returns when it is called with nothing, and reverts otherwise. */
export const picky: Address = '0x00000000000000000000000000000000000c0de5';
const pickyCode = '0x36600557005b5f5ffd';
const chainId = 42_069_420;

/** The transaction that the tests send. */
export const tip: TransactionStep = {
  key: 'tip:1',
  sentence: 'Sends a tip.',
  contract: { name: 'Picky', address: picky },
  data: '0x',
  value: 5n,
  amounts: [],
};

/** A chain at `rpcUrl` that can be cut off, people with money on it, and a browser's storage. */
export async function openSendRig(rpcUrl: string) {
  const line = { isDown: false };
  const real = http(rpcUrl, { retryCount: 0 })({});
  const transport = custom(
    {
      request: async (asked) => {
        if (line.isDown) throw new Error('fetch failed');
        return await real.request(asked);
      },
    },
    { retryCount: 0 },
  );
  const control = createTestClient({ mode: 'anvil', transport: http(rpcUrl) });
  const storage = new Map<string, string>();
  /** What happens while the machine waits. */
  const waiting = { act: async (): Promise<void> => await control.mine({ blocks: 1 }) };
  const means: SendMeans = {
    client: createPublicClient({ transport }),
    chainId,
    store: openSendStore(storageOf(storage), chainId),
    wait: async () => await waiting.act(),
  };
  const person = openPerson(rpcUrl);
  const rig = {
    line,
    control,
    means,
    waiting,
    person,
    received: () => createPublicClient({ transport: http(rpcUrl) }).getBalance({ address: picky }),
    /** Runs to the end; `until` stops it at a state, as closing the page does. */
    async run(change: { wallet?: SendingWallet; step?: TransactionStep; until?: SendState['step'] } = {}) {
      const states: SendState[] = [];
      const page = new AbortController();
      const { step = tip, wallet = person.wallet } = change;
      const onState = (state: SendState) => {
        states.push(state);
        if (state.step === change.until) page.abort();
      };
      await runSend(means, { step, wallet, signal: page.signal, onState });
      return { states, last: states.at(-1) };
    },
  };
  await control.setAutomine(true);
  await control.setBalance({ address: person.account.address, value: parseEther('10') });
  await control.setCode({ address: picky, bytecode: pickyCode });
  return rig;
}

function storageOf(entries: Map<string, string>): Parameters<typeof openSendStore>[0] {
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  };
}

interface Signed {
  to: Address;
  nonce: number;
  data?: Hex;
  value?: bigint;
  /** Above what is usual, to take another transaction's place. */
  extraTip?: bigint;
}

/** Someone with a key of their own. */
export function openPerson(rpcUrl: string) {
  const account = privateKeyToAccount(generatePrivateKey());
  const own = createWalletClient({ account, transport: http(rpcUrl) });
  const sign = ({ to, nonce, data = '0x', value = 0n, extraTip = 0n }: Signed): Promise<Hash> =>
    own.sendTransaction({
      ...{ to, data, value, nonce, chain: null, gas: 60_000n },
      maxFeePerGas: parseEther('0.00000002') + extraTip,
      maxPriorityFeePerGas: 1_000_000_000n + extraTip,
    });
  const asked: number[] = [];
  const wallet: SendingWallet = {
    account: account.address,
    send: async (request) => {
      asked.push(request.nonce);
      return await sign(request);
    },
  };
  return { account, sign, wallet, asked };
}
