import type { Draft, Position } from './graph-types.ts';

export type AddableKind = 'knowledge' | 'tool' | 'plugin';

/** The draft with a component more. Twice the same is once. */
export function addComponent(draft: Draft, { kind, id }: { kind: AddableKind; id: string }): Draft {
  const field = kind === 'knowledge' ? 'knowledge' : (`${kind}s` as const);
  if (draft[field].some(({ componentId }) => componentId === id)) return draft;
  return { ...draft, [field]: [...draft[field], { componentId: id, versionId: null }] };
}

/** The draft with an empty rule more, under a name that no other rule has. */
export function addRule(draft: Draft, name: string): Draft {
  const taken = new Set(draft.prompts.rules.map((rule) => rule.name));
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name} ${number}`;
  const rule = { name: free, when: [], system: draft.prompts.system, rag: null, fewShot: [], promptId: null };
  return { ...draft, prompts: { ...draft.prompts, rules: [...draft.prompts.rules, rule] } };
}

/** The draft without what these nodes stand for; nodes that every agent has stay. */
export function removeNodes(draft: Draft, nodeIds: string[]): Draft {
  const gone = new Set(nodeIds);
  const without = (kind: string, list: Draft['knowledge']) =>
    list.filter(({ componentId }) => !gone.has(`${kind}:${componentId}`));
  const rules = draft.prompts.rules.filter((_rule, index) => !gone.has(`rule:${index}`));
  return {
    ...draft,
    knowledge: without('knowledge', draft.knowledge),
    hosted: draft.hosted.filter(({ deedId }) => !gone.has(`hosted:${deedId}`)),
    tools: without('tool', draft.tools),
    plugins: without('plugin', draft.plugins),
    prompts: { ...draft.prompts, rules },
    canvas: { positions: positionsWithout(draft, gone) },
  };
}

/** Rules move up when one before them goes, and so do the places that a person gave them. */
function positionsWithout(draft: Draft, gone: Set<string>): Record<string, Position> {
  const positions = { ...draft.canvas.positions };
  const places = draft.prompts.rules.map((_rule, index) => `rule:${index}`);
  const kept = places.filter((id) => !gone.has(id)).map((id) => positions[id]);
  for (const id of [...places, ...gone]) delete positions[id];
  for (const [index, position] of kept.entries()) if (position) positions[`rule:${index}`] = position;
  return positions;
}

/** The draft with nodes at other places. */
export function moveNodes(draft: Draft, moved: Record<string, Position>): Draft {
  return { ...draft, canvas: { positions: { ...draft.canvas.positions, ...moved } } };
}
