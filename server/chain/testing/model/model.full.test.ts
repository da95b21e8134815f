import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestChain, type TestChain } from '#server/chain/testing/open-test-chain.ts';
import { runModel } from './run-model.ts';

let chain: TestChain;
beforeAll(async () => {
  chain = await openTestChain();
});
afterAll(() => chain.close());

it('market, licences and ledger do what a model of their rules does for 2,000 random actions', async () => {
  const { counts } = await runModel(chain, { seed: 2_000, actions: 2_000 });
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(2_000);
  for (const action of 'mint buyLicence buySigned deliverKey confirmKey payOut refund refundBadKey openDispute'.split(
    ' ',
  ))
    expect(counts[action], action).toBeGreaterThan(0);
  for (const action of 'resolveDispute listDeed listLicence buyListing claimFor noteRelease burnExpired'.split(' '))
    expect(counts[action], action).toBeGreaterThan(0);
});
