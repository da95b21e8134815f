import { type Abi, BaseError, ContractFunctionRevertedError } from 'viem';
import type { TestChain } from '#server/chain/testing/open-test-chain.ts';
import { type Action, nextAction } from './actions.ts';
import { differences } from './compare.ts';
import { Refusal } from './model.ts';
import { openWorld, send, tick, type World } from './world.ts';

const day = 86_400;
const compareAllEvery = 50;

export interface ModelRun {
  /** How often each function went through, and how often each refusal came. */
  counts: Record<string, number>;
  /** Gas of each call that went through, by function. */
  gas: Record<string, number[]>;
}

/** Does `actions` random things to the contracts and to the model, and throws at the first step after which they differ: another state, or another refusal. */
export async function runModel(chain: TestChain, options: { seed: number; actions: number }): Promise<ModelRun> {
  const world = await openWorld(chain, options.seed);
  const counts: Record<string, number> = {};
  const gas: Record<string, number[]> = {};
  for (let step = 1; step <= options.actions; step += 1) {
    tick(world, world.chance.below(world.chance.once(25) ? 6 * day : 20) + 1);
    const action = await nextAction(world);
    const refusal = applied(action);
    const { functionName } = action.call;
    if (refusal) await assertRefused(world, action, refusal);
    else gas[functionName] = [...(gas[functionName] ?? []), await send(world, action.call)];
    const counted = refusal ?? functionName;
    counts[counted] = (counts[counted] ?? 0) + 1;
    const different = await differences(
      world,
      step % compareAllEvery === 0 ? everything(world) : touchedBy(world, action),
    );
    if (different.length > 0)
      throw new Error(`Step ${step}, ${functionName}(${plain(action.call.args)}): ${different.join('; ')}`);
  }
  const different = await differences(world, everything(world));
  if (different.length > 0) throw new Error(`In the end: ${different.join('; ')}`);
  return { counts, gas };
}

/** Applies the action to the model and returns why it was refused, if it was. */
function applied({ apply }: Action): string | null {
  try {
    apply();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** The contract refuses the same call, for the same reason. */
async function assertRefused(world: World, { call }: Action, refusal: string): Promise<void> {
  const errors = Object.values(world.on).flatMap(({ abi }) => (abi as Abi).filter(({ type }) => type === 'error'));
  const { address, abi } = world.on[call.contract];
  const reason = await world.chain.control
    .simulateContract({
      ...{ address, functionName: call.functionName, args: call.args, account: call.from },
      abi: [...(abi as Abi).filter(({ type }) => type !== 'error'), ...errors],
      blockOverrides: { time: world.model.now },
    })
    .then(() => 'nothing', reasonOf);
  if (reason !== refusal)
    throw new Error(`${call.functionName}(${plain(call.args)}): refused for ${reason}, in the model for ${refusal}`);
}

function reasonOf(error: unknown): string {
  const reverted = error instanceof BaseError && error.walk((part) => part instanceof ContractFunctionRevertedError);
  if (reverted instanceof ContractFunctionRevertedError) return reverted.data?.errorName ?? String(reverted.signature);
  throw error;
}

function touchedBy({ model }: World, { touched }: Action) {
  return {
    deeds: touched.deed && touched.deed <= model.deeds.length ? [touched.deed] : [],
    purchases: touched.purchase ? [touched.purchase] : [],
    listings: touched.listing ? [touched.listing] : [],
  };
}

function everything({ model }: World) {
  return {
    deeds: model.deeds.map(({ id }) => id),
    purchases: model.purchases.map((_purchase, at) => at + 1),
    listings: model.listings.map((_listing, at) => at + 1),
  };
}

const plain = (value: unknown) =>
  JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? part.toString() : part));
