import { type Automaton, exploreStates, intersectRanges, invertRanges, lastCode } from './automaton.ts';

/** Texts that both match. Throws `TooManyStates`. */
export function intersectAutomata(a: Automaton, b: Automaton): Automaton {
  return exploreStates<[number, number]>([0, 0], String, ([left, right]) => {
    const one = a.states[left];
    const other = b.states[right];
    const edges = (one?.edges ?? []).flatMap((edge) =>
      (other?.edges ?? []).flatMap((second) => {
        const ranges = intersectRanges(edge.ranges, second.ranges);
        return ranges.length > 0 ? [{ ranges, to: [edge.to, second.to] as [number, number] }] : [];
      }),
    );
    return { isEnd: (one?.isEnd ?? false) && (other?.isEnd ?? false), edges };
  });
}

/** Texts that it doesn't match. */
export function invertAutomaton({ states }: Automaton): Automaton {
  const elsewhere = states.length;
  const inverted = states.map(({ isEnd, edges }) => {
    const ranges = invertRanges(edges.flatMap((edge) => edge.ranges));
    return { isEnd: !isEnd, edges: ranges.length > 0 ? [...edges, { ranges, to: elsewhere }] : edges };
  });
  return { states: [...inverted, { isEnd: true, edges: [{ ranges: [[0, lastCode]], to: elsewhere }] }] };
}

/** Whether no text matches both, as far as can be told within the limit of states. */
export function areApart(a: Automaton, b: Automaton): boolean {
  try {
    return intersectAutomata(a, b).states.every(({ isEnd }) => !isEnd);
  } catch {
    return false;
  }
}
