import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type Hash, RpcRequestError, UserRejectedRequestError } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { spawnAnvil } from '#server/chain/local/spawn-anvil.ts';
import { takeUp } from './run-send.ts';
import type { SendingWallet, SendState } from './send-types.ts';
import { openPerson, openSendRig, picky, tip } from './testing/open-send-rig.ts';

const mallory = '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf' as const;

let anvil: ChildProcess;
let rpcUrl: string;
let rig: Awaited<ReturnType<typeof openSendRig>>;

beforeAll(async () => {
  const started = await spawnAnvil({ port: 0, folder: null });
  [anvil, rpcUrl] = [started.child, started.rpcUrl];
});
afterAll(async () => {
  anvil.kill();
  await once(anvil, 'exit');
});
beforeEach(async () => {
  rig = await openSendRig(rpcUrl);
});

const sentNonces = () => rig.means.client.getTransactionCount({ address: rig.person.account.address });

describe('a transaction', () => {
  test('is asked for, sent and confirmed, and leaves nothing behind', async () => {
    const { states } = await rig.run();
    // It is told to be sent once more for each look that finds it unmined.
    expect([...new Set(states.map((state) => state.step))]).toEqual(['asked', 'sent', 'confirmed']);
    expect(rig.means.store.read(tip.key)).toBeNull();
  });

  test('that the contract would refuse, or that nobody can pay for, never reaches the wallet', async () => {
    const refused = await rig.run({ step: { ...tip, data: '0x01' } });
    expect(refused.last).toMatchObject({ step: 'failed', failure: 'refused' });
    const poor = openPerson(rpcUrl);
    const { last } = await rig.run({ wallet: poor.wallet });
    expect(last).toMatchObject({ step: 'failed', failure: 'no-gas-money' });
    expect([...rig.person.asked, ...poor.asked]).toEqual([]);
  });

  test('that is undone by its contract says so, with its hash', async () => {
    await rig.control.setAutomine(false);
    rig.waiting.act = async () => {
      await rig.control.setCode({ address: picky, bytecode: '0x5f5ffd' });
      await rig.control.mine({ blocks: 1 });
    };
    const { last } = await rig.run();
    expect(last).toMatchObject({ step: 'failed', failure: 'reverted', hash: expect.stringMatching(/^0x/) });
  });

  test.each([
    ['rejected', new UserRejectedRequestError(new Error('no'))],
    ['rejected', Object.assign(new Error('MetaMask Tx Signature: User denied.'), { code: 4001 })],
    ['disconnected', Object.assign(new Error('Unauthorized'), { code: 4100 })],
    ['wrong-chain', Object.assign(new Error('wrong'), { name: 'ConnectorChainMismatchError' })],
    ['account-switched', Object.assign(new Error('wrong'), { name: 'ConnectorAccountNotFoundError' })],
  ] as const)('ends as %s when the wallet says so, and can be asked for again', async (failure, error) => {
    const { last } = await rig.run({ wallet: { ...rig.person.wallet, send: () => Promise.reject(error) } });
    expect(last).toMatchObject({ step: 'failed', failure, hash: null });
    expect(rig.means.store.read(tip.key)).toBeNull();
    expect((await rig.run()).last).toMatchObject({ step: 'confirmed' });
  });
});

describe('a chain that does not answer', () => {
  test('before the wallet is asked: nothing was sent, nothing is kept', async () => {
    rig.line.isDown = true;
    expect((await rig.run()).last).toMatchObject({ step: 'failed', failure: 'chain-down' });
    expect(rig.means.store.read(tip.key)).toBeNull();
    expect(rig.person.asked).toEqual([]);
  });

  test('after it was sent: waits, and tells the end once it is back', async () => {
    const before = await rig.received();
    const wallet: SendingWallet = {
      ...rig.person.wallet,
      send: async (request) => {
        const hash = await rig.person.wallet.send(request);
        rig.line.isDown = true;
        return hash;
      },
    };
    let waits = 0;
    rig.waiting.act = async () => {
      waits += 1;
      rig.line.isDown = waits < 3;
    };
    const { states } = await rig.run({ wallet });
    expect(states).toContainEqual({ step: 'sent', hash: expect.any(String), isChainDown: true });
    expect(states.at(-1)).toMatchObject({ step: 'confirmed' });
    expect((await rig.received()) - before).toBe(5n);
  });

  test('while the wallet sends it, so that the wallet itself knows no better: the chain tells afterwards that it was sent', async () => {
    const wallet: SendingWallet = {
      ...rig.person.wallet,
      send: async (request) => {
        await rig.person.wallet.send(request);
        rig.line.isDown = true;
        throw new RpcRequestError({ body: {}, url: '', error: { code: -32603, message: 'fetch failed' } });
      },
    };
    rig.waiting.act = async () => {
      rig.line.isDown = false;
    };
    const { states } = await rig.run({ wallet });
    expect(states).toContainEqual({ step: 'asked', isChainDown: true });
    expect(states.at(-1)).toMatchObject({ step: 'confirmed' });
    expect(await sentNonces()).toBe(1);
  });

  test('and a wallet that failed before sending: nothing was sent, and the next try is the first', async () => {
    const wallet = { ...rig.person.wallet, send: () => Promise.reject(new Error('Internal JSON-RPC error.')) };
    expect((await rig.run({ wallet })).last).toMatchObject({ step: 'failed', failure: 'wallet-failed' });
    expect((await rig.run()).last).toMatchObject({ step: 'confirmed' });
    expect(await sentNonces()).toBe(1);
  });
});

describe('a page that is closed', () => {
  test('after sending: the next one finds the same transaction and asks the wallet for nothing', async () => {
    await rig.control.setAutomine(false);
    const { states } = await rig.run({ until: 'sent' });
    const sent = states.at(-1) as { hash: Hash };
    const again = await rig.run();
    expect(again.last).toEqual({ step: 'confirmed', hash: sent.hash });
    expect(rig.person.asked).toEqual([0]);
  });

  test('between the wallet and its answer: the next one finds what was sent by its nonce', async () => {
    const kept: string[] = [];
    const wallet: SendingWallet = {
      ...rig.person.wallet,
      send: async (request) => {
        kept.push(JSON.stringify(rig.means.store.read(tip.key)));
        return await rig.person.wallet.send(request);
      },
    };
    await rig.run({ wallet });
    rig.means.store.write(JSON.parse(kept[0] ?? ''));
    // Other transactions of the account, before and after, are none of ours.
    await rig.person.sign({ to: mallory, nonce: 1 });
    await rig.control.mine({ blocks: 20 });
    expect((await rig.run()).last).toMatchObject({ step: 'confirmed' });
    expect(rig.person.asked).toEqual([0]);
  });

  test('while the wallet still shows it: nothing was sent, and the person is told before trying again', async () => {
    const wallet = { ...rig.person.wallet, send: () => Promise.reject(new Error('gone')) };
    const { states } = await rig.run({ wallet, until: 'asked' });
    expect(states).toEqual([{ step: 'asked', isChainDown: false }]);
    const kept = rig.means.store.read(tip.key);
    expect(kept).toMatchObject({ nonce: 0, hash: null });
    const found: SendState[] = [];
    const { signal } = new AbortController();
    if (kept) await takeUp(rig.means, { step: tip, onState: (state) => found.push(state), signal }, kept);
    expect(found.at(-1)).toMatchObject({ step: 'failed', failure: 'unanswered' });
  });
});

describe('a transaction that is under way', () => {
  async function sendAndThen(change: () => Promise<unknown>) {
    await rig.control.setAutomine(false);
    let isChanged = false;
    rig.waiting.act = async () => {
      if (!isChanged) await change();
      isChanged = true;
      await rig.control.mine({ blocks: 1 });
    };
    return (await rig.run()).last;
  }

  test('and sped up in the wallet is still the same', async () => {
    const last = await sendAndThen(() => rig.person.sign({ to: picky, value: 5n, nonce: 0, extraTip: 9_000_000_000n }));
    expect(last).toMatchObject({ step: 'confirmed' });
    expect(await sentNonces()).toBe(1);
  });

  test('and cancelled in the wallet is over', async () => {
    const change = () => rig.person.sign({ to: rig.person.account.address, nonce: 0, extraTip: 9_000_000_000n });
    expect(await sendAndThen(change)).toMatchObject({ step: 'failed', failure: 'cancelled' });
    expect(rig.means.store.read(tip.key)).toBeNull();
  });

  test('and replaced by something else is over, with what took its place', async () => {
    let hash: Hash | null = null;
    const last = await sendAndThen(async () => {
      hash = await rig.person.sign({ to: mallory, value: 1n, nonce: 0, extraTip: 9_000_000_000n });
    });
    expect(last).toMatchObject({ step: 'failed', failure: 'replaced', hash });
  });

  test('and forgotten by the network can be sent again', async () => {
    await rig.control.setAutomine(false);
    const { states } = await rig.run({ until: 'sent' });
    await rig.control.dropTransaction({ hash: (states.at(-1) as { hash: Hash }).hash });
    expect((await rig.run()).last).toMatchObject({ step: 'failed', failure: 'dropped' });
    await rig.control.setAutomine(true);
    expect((await rig.run()).last).toMatchObject({ step: 'confirmed' });
    expect(await sentNonces()).toBe(1);
  });
});
