import { parseEther } from 'viem';
import type { DeploymentParameters } from '#server/chain/deploy/plan-deployment.ts';
import { localAccount } from './local-accounts.ts';

/** What is deployed on the local chain: play money, and times short enough to be waited for. */
export function localParameters(): DeploymentParameters {
  return {
    tokenRecipient: localAccount('faucet').address,
    tokenSupply: parseEther('1000000000'),
    treasury: localAccount('treasury').address,
    arbiter: localAccount('arbiter').address,
    feeBps: 250,
    deliverySeconds: 15 * 60,
    challengeSeconds: 5 * 60,
    asset: null,
  };
}
