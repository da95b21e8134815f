import { deedActions } from './deed-actions.ts';
import { listingActions } from './listing-actions.ts';
import { purchaseActions } from './purchase-actions.ts';
import type { Call, World } from './world.ts';

/** Something to do to both: a call of a contract, and the same in the model, which throws when it is to be refused. */
export interface Action {
  call: Call;
  apply: () => void;
  /** What it may have changed, to be compared. */
  touched: { deed?: bigint; purchase?: number; listing?: number };
}

/** Makes an action from chance, or null when there is nothing to do it to yet. */
export type ActionMaker = (world: World) => Promise<Action | null> | Action | null;

const makers: ActionMaker[] = [...deedActions, ...purchaseActions, ...listingActions];

/** The next thing that happens. */
export async function nextAction(world: World): Promise<Action> {
  for (;;) {
    const action = await world.chance.pick(makers)(world);
    if (action) return action;
  }
}
