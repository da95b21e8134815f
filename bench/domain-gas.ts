import { zeroHash } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { contractTypes } from '#protocol/signing/contract-messages.ts';
import { openBazaar } from '#server/chain/testing/open-bazaar.ts';
import type { TestChain } from '#server/chain/testing/open-test-chain.ts';

type Wallet = Awaited<ReturnType<TestChain['newWallet']>>;

const reason = 'answers slower than the others';

/** Gas of every action on nodes and domains, by function: `times` domains, each of which lets a node in, puts it out and changes hands. */
export async function measureDomainGas(chain: TestChain, times: number): Promise<Record<string, number[]>> {
  const { on } = await openBazaar(chain);
  const [operator, next, owner] = [await chain.newWallet(), await chain.newWallet(), await chain.newWallet()];
  const gas: Record<string, number[]> = {};

  async function call(from: Wallet, contract: 'domains' | 'nodes', [functionName, ...args]: [string, ...unknown[]]) {
    const request = { ...on[contract], functionName, args, account: from.account, chain: null };
    const hash = await from.send.writeContract(request as Parameters<typeof from.send.writeContract>[0]);
    const { status, gasUsed } = await chain.control.waitForTransactionReceipt({ hash, pollingInterval: 5 });
    if (status !== 'success') throw new Error(`${functionName} was undone.`);
    gas[functionName] = [...(gas[functionName] ?? []), Number(gasUsed)];
  }

  for (let id = 1n; id <= BigInt(times); id += 1n) {
    const node = privateKeyToAccount(generatePrivateKey());
    await call(owner, 'nodes', ['linkNode', ...(await consentOf(chain, owner, node))]);
    await call(operator, 'domains', ['createDomain', `domain-${id}`, 0]);
    await call(owner, 'domains', ['requestAdmission', id, node.address]);
    await call(operator, 'domains', ['decline', id, node.address, reason]);
    await call(owner, 'domains', ['requestAdmission', id, node.address]);
    await call(operator, 'domains', ['admit', id, node.address, owner.account.address]);
    await call(operator, 'domains', ['evict', id, node.address, reason]);
    await call(owner, 'domains', ['leaveDomain', id, node.address]);
    await call(operator, 'domains', ['ban', id, node.address, reason]);
    await call(operator, 'domains', ['unban', id, node.address]);
    await call(operator, 'domains', ['setMode', id, 1]);
    await call(owner, 'domains', ['requestAdmission', id, node.address]);
    await call(operator, 'domains', ['offerDomain', id, next.account.address]);
    await call(next, 'domains', ['acceptDomain', id]);
    await call(owner, 'nodes', ['unlink', node.address]);
  }
  return gas;
}

/** What `linkNode` wants: the node's signature under its owner, for ten minutes. */
async function consentOf(chain: TestChain, owner: Wallet, node: ReturnType<typeof privateKeyToAccount>) {
  const { chainId, contracts } = chain.reader.facts;
  const { address } = owner.account;
  const deadline = (await chain.control.getBlock()).timestamp + 600n;
  const signature = await node.signTypedData({
    domain: { name: 'GaiaNet', version: '1', chainId, verifyingContract: contracts.nodeRegistry },
    types: contractTypes,
    primaryType: 'NodeLink',
    message: { node: node.address, owner: address, payout: address, nonce: 0n, deadline },
  });
  return [node.address, address, zeroHash, deadline, signature];
}
