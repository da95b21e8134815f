import { tmpdir } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exampleNodeStatus } from '#protocol/link/example-node-status.ts';
import { indexBlocks } from '#server/chain/index/index-blocks.ts';
import { openTestChain } from '#server/chain/testing/open-test-chain.ts';
import { openDatabase } from '#server/db/client.ts';
import { addNode } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { checkChain } from './check-chain.ts';
import { checkDatabase } from './check-database.ts';
import { checkMemory, checkNodeVersion } from './check-machine.ts';
import { checkNodes } from './check-nodes.ts';
import { checkPorts } from './check-ports.ts';
import { runDoctor } from './run-doctor.ts';

let deps: TestDeps;
let ownerId: string;
let models: { id: string; state: string }[] = [];

beforeAll(async () => {
  deps = await openTestDeps({ nodes: { request: async () => Response.json({ models }) } });
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.database.clear();
  ownerId = (await deps.newAccount()).id;
});
const named = (checks: { name: string }[], name: string) => checks.find((check) => check.name === name);

describe('the doctor', () => {
  test('finds the database, its version and its clock', async () => {
    const checks = await checkDatabase(deps);
    expect(named(checks, 'Database')).toMatchObject({ state: 'ok', detail: expect.stringMatching(/^PostgreSQL \d+/) });
    expect(named(checks, 'Clock')).toMatchObject({ state: 'ok' });
  });

  test('says what to do about a database that is gone', async () => {
    const db = openDatabase('postgresql://nobody@127.0.0.1:1/nothing');
    expect(await checkDatabase({ db })).toEqual([
      {
        name: 'Database',
        state: 'problem',
        detail: 'It does not answer.',
        remedy: expect.stringContaining('DATABASE_URL'),
      },
    ]);
    await db.$disconnect();
  });

  test('tells an old Node and a full memory', () => {
    expect(checkNodeVersion('20.19.0')).toMatchObject({
      state: 'problem',
      remedy: expect.stringContaining('npm run up'),
    });
    expect(checkNodeVersion('24.1.0').state).toBe('ok');
    expect(checkMemory(1e8, 8e9)).toMatchObject({ state: 'problem', detail: '0.1 GB free of 8.0 GB' });
    expect(checkMemory(4e9, 8e9).state).toBe('ok');
  });

  test('tells addresses that do not answer', async () => {
    const nowhere = 'http://127.0.0.1:1';
    const checks = await checkPorts({ origins: { studio: nowhere, gateway: nowhere } });
    for (const name of ['Studio', 'Gateway']) {
      expect(named(checks, name)).toMatchObject({ state: 'problem', detail: `does not answer at ${nowhere}` });
    }
  });

  test('tells of each node its line, its GPU and its model files', async () => {
    const nodeId = await addNode(deps, ownerId);
    const status = exampleNodeStatus('0x');
    const gpuWarning = 'A GPU is here (RTX) but not used.';
    status.hardware = { ...status.hardware, gpusSeen: ['RTX'], gpuWarning };
    await deps.db.node.update({
      where: { id: nodeId },
      data: { status: JSON.parse(JSON.stringify(status)) as object },
    });
    models = [
      { id: 'right-one', state: 'right' },
      { id: 'cut-one', state: 'wrong' },
    ];
    const checks = await checkNodes(deps, { ownerId });
    expect(named(checks, 'Node “Node”')).toMatchObject({ state: 'ok' });
    expect(named(checks, 'GPU of “Node”')).toMatchObject({ state: 'problem', detail: gpuWarning });
    expect(named(checks, 'Model right-one on “Node”')).toMatchObject({ state: 'ok' });
    expect(named(checks, 'Model cut-one on “Node”')).toMatchObject({ state: 'problem', detail: 'its file is wrong' });
  });

  test('says why a node is offline, and when there is none', async () => {
    expect(await checkNodes(deps, { ownerId })).toMatchObject([
      { name: 'Nodes', state: 'problem', detail: 'There is none.' },
    ]);
    const nodeId = await addNode(deps, ownerId);
    await deps.db.node.update({ where: { id: nodeId }, data: { gatewayId: null, offlineReason: 'silent for 30 s' } });
    expect(await checkNodes(deps, { ownerId })).toMatchObject([{ state: 'problem', detail: 'silent for 30 s' }]);
  });

  test('tells of the chain whether it answers, has the contracts, and is indexed', async () => {
    const chain = await openTestChain();
    const { reader } = chain;
    const block = await reader.client.getBlockNumber();
    const check = (more: object = {}) => checkChain({ ...deps, chain: { ...reader, ...more } });
    expect(await check()).toMatchObject([
      { name: 'Chain', state: 'ok', detail: `the local chain 42069420 answers, block ${block}` },
      { name: 'Contracts', state: 'ok', detail: 'all 8 are there' },
      { name: 'Chain index', state: 'problem', detail: 'nothing was read yet' },
    ]);
    while (!(await indexBlocks({ ...deps, chain: reader }, { span: 100 })).isAtHead);
    await chain.control.mine({ blocks: 3 });
    expect(await check()).toMatchObject([
      {},
      {},
      { state: 'ok', detail: `at block ${block}, 3 behind, taken back or started anew 0 times` },
    ]);
    await chain.control.mine({ blocks: 60 });
    expect(await check()).toMatchObject([
      {},
      {},
      { state: 'problem', remedy: expect.stringContaining('chain:rebuild') },
    ]);
    const { contracts } = reader.facts;
    const moved = { ...reader.facts, contracts: { ...contracts, nodeRegistry: `0x${'1'.repeat(40)}` } };
    expect(await check({ facts: moved })).toMatchObject([{}, { detail: 'no code at the address of nodeRegistry' }, {}]);
    expect(await check({ facts: { ...reader.facts, chainId: 1 } })).toMatchObject([
      { state: 'problem', detail: 'chain 42069420 answers in place of 1' },
    ]);
    await chain.close();
    expect(await check()).toMatchObject([
      { name: 'Chain', state: 'problem', detail: 'chain 42069420 does not answer' },
    ]);
  });

  test('looks at everything in one go, and only at the own nodes', async () => {
    await addNode(deps, (await deps.newAccount('Bob')).id);
    const checks = await runDoctor(deps, { ownerId, home: tmpdir() });
    expect(checks.map(({ name }) => name)).toEqual([
      ...['Node.js', 'Disk', 'Memory', 'Database', 'Clock', 'Studio', 'Gateway', 'Chain', 'Nodes'],
    ]);
    for (const { state, remedy } of checks) expect(remedy === null).toBe(state === 'ok');
  });
});
