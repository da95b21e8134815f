/** States of a definition that a person can go back and forth between. */
export interface History<State> {
  /** Writes a state down unless it is the present one; what was undone before is forgotten. */
  push(state: State): void;
  undo(): State | undefined;
  redo(): State | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

const mostStates = 100;

/** Opens a history that starts at a state; the oldest states fall out behind a hundred. */
export function openHistory<State>(start: State): History<State> {
  let states = [start];
  let at = 0;
  const isPresent = (state: State) => JSON.stringify(state) === JSON.stringify(states[at]);
  return {
    push(state) {
      if (isPresent(state)) return;
      states = [...states.slice(0, at + 1), state].slice(-mostStates);
      at = states.length - 1;
    },
    undo() {
      if (at === 0) return undefined;
      at -= 1;
      return states[at];
    },
    redo() {
      if (at === states.length - 1) return undefined;
      at += 1;
      return states[at];
    },
    get canUndo() {
      return at > 0;
    },
    get canRedo() {
      return at < states.length - 1;
    },
  };
}
