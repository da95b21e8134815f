import type { CodeRange, Expression } from '#runtime/engine/grammar/rules/expression.ts';
import { type Automaton, exploreStates, TooManyStates } from './automaton.ts';

const mostNodes = 10_000;
/** Nodes looked at in all while the automaton is made; some tenths of a second. */
const mostWork = 1_000_000;

/** A state of the automaton with free moves that comes first. */
interface Node {
  free: number[];
  ranges: readonly CodeRange[];
  to: number;
}

/** The nodes, and how many have been looked at. */
interface Graph {
  nodes: Node[];
  work: number;
}

/** Makes an expression without rules into an automaton. Throws `TooManyStates`. */
export function buildAutomaton(expression: Expression): Automaton {
  const nodes: Node[] = [];
  const end = addNode(nodes);
  const start = addPart(nodes, expression, end);
  const graph = { nodes, work: 0 };
  return exploreStates(closure(graph, [start]), String, (members) => ({
    isEnd: members.includes(end),
    edges: splitEdges(graph, members),
  }));
}

function addNode(nodes: Node[], node: Partial<Node> = {}): number {
  if (nodes.length >= mostNodes) throw new TooManyStates();
  return nodes.push({ free: [], ranges: [], to: -1, ...node }) - 1;
}

/** Adds the nodes of a part that goes on to `next`; gives its first. */
function addPart(nodes: Node[], part: Expression, next: number): number {
  switch (part.kind) {
    case 'text':
      return [...part.text].reduceRight((to, letter) => {
        const code = letter.codePointAt(0) ?? 0;
        return addNode(nodes, { ranges: [[code, code]], to });
      }, next);
    case 'chars':
      return addNode(nodes, { ranges: part.ranges, to: next });
    case 'sequence':
      return part.parts.reduceRight((to, inner) => addPart(nodes, inner, to), next);
    case 'choice':
      return addNode(nodes, { free: part.options.map((option) => addPart(nodes, option, next)) });
    case 'repeat':
      return addRepeat(nodes, part, next);
    case 'rule':
      throw new Error(`An automaton has no rules, as ${part.name}.`);
  }
}

function addRepeat(nodes: Node[], { part, min, max }: Extract<Expression, { kind: 'repeat' }>, next: number): number {
  let first = next;
  if (max === Number.POSITIVE_INFINITY) {
    first = addNode(nodes);
    nodes[first]?.free.push(addPart(nodes, part, first), next);
  } else {
    for (let count = max; count > min; count -= 1)
      first = addNode(nodes, { free: [addPart(nodes, part, first), next] });
  }
  for (let count = min; count > 0; count -= 1) first = addPart(nodes, part, first);
  return first;
}

/** These and what free moves reach, in order. */
function closure(graph: Graph, from: readonly number[]): number[] {
  const { nodes } = graph;
  const reached = new Set<number>();
  const open = [...from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (reached.has(at)) continue;
    reached.add(at);
    open.push(...(nodes[at]?.free ?? []));
  }
  graph.work += reached.size;
  if (graph.work > mostWork) throw new TooManyStates();
  return [...reached].filter((at) => nodes[at]?.free.length === 0).toSorted((a, b) => a - b);
}

/** The moves of several nodes as ranges that don't overlap. */
function splitEdges(graph: Graph, members: readonly number[]) {
  const { nodes } = graph;
  const moves = members.flatMap((at) => (nodes[at]?.ranges ?? []).map((range) => ({ range, to: nodes[at]?.to ?? -1 })));
  const borders = [...new Set(moves.flatMap(({ range: [first, last] }) => [first, last + 1]))].toSorted(
    (a, b) => a - b,
  );
  const edges = new Map<string, { ranges: CodeRange[]; to: number[] }>();
  for (const [index, first] of borders.entries()) {
    const targets = [
      ...new Set(moves.filter(({ range }) => range[0] <= first && first <= range[1]).map(({ to }) => to)),
    ];
    if (targets.length === 0) continue;
    const to = closure(graph, targets);
    const edge = edges.get(String(to)) ?? { ranges: [], to };
    edge.ranges.push([first, (borders[index + 1] ?? first + 1) - 1]);
    edges.set(String(to), edge);
  }
  return [...edges.values()];
}
