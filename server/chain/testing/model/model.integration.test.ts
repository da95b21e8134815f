import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestChain, type TestChain } from '#server/chain/testing/open-test-chain.ts';
import { runModel } from './run-model.ts';

let chain: TestChain;
beforeAll(async () => {
  chain = await openTestChain();
});
afterAll(() => chain.close());

it('market, licences and ledger do what a model of their rules does, step by step', async () => {
  const { counts } = await runModel(chain, { seed: 5, actions: 300 });
  expect(Object.keys(counts).length).toBeGreaterThan(20);
});
