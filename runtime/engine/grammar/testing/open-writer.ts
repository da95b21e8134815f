import type { Expression } from '#runtime/engine/grammar/rules/expression.ts';
import { readGbnf } from './read-gbnf.ts';

/** Below this depth the shortest way is taken, so that every text ends. */
const mostDepth = 24;

/** Writes random texts of a grammar; `random` gives numbers from 0 to 1. */
export function openWriter(grammar: string, random: () => number): () => string {
  const rules = readGbnf(grammar);
  const depths = ruleDepths(rules);
  const pick = <One>(list: readonly One[]): One => {
    const one = list[Math.floor(random() * list.length)];
    if (one === undefined) throw new Error('A choice of nothing.');
    return one;
  };

  function write(part: Expression, depth: number): string {
    switch (part.kind) {
      case 'text':
        return part.text;
      case 'chars': {
        const [first, last] = pick(part.ranges);
        return String.fromCodePoint(first + Math.floor(random() * (last - first + 1)));
      }
      case 'sequence':
        return part.parts.map((inner) => write(inner, depth)).join('');
      case 'choice':
        return write(depth < mostDepth ? pick(part.options) : shortest(part.options), depth);
      case 'repeat': {
        const more = depth < mostDepth ? Math.floor(random() * 4) : 0;
        const count = Math.min(part.max, part.min + more);
        return Array.from({ length: count }, () => write(part.part, depth)).join('');
      }
      case 'rule':
        return write(rules.get(part.name) ?? { kind: 'choice', options: [] }, depth + 1);
    }
  }

  function shortest(options: readonly Expression[]): Expression {
    const [first] = options.toSorted((a, b) => depthOf(a, depths) - depthOf(b, depths));
    return first ?? { kind: 'choice', options: [] };
  }
  return () => write({ kind: 'rule', name: 'root' }, 0);
}

/** How many rules deep each rule's shortest way to an end is. */
function ruleDepths(rules: ReadonlyMap<string, Expression>): Map<string, number> {
  const depths = new Map<string, number>();
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    for (const [name, body] of rules) {
      const depth = depthOf(body, depths) + 1;
      if (depth >= (depths.get(name) ?? Number.POSITIVE_INFINITY)) continue;
      depths.set(name, depth);
      hasChanged = true;
    }
  }
  return depths;
}

function depthOf(part: Expression, depths: ReadonlyMap<string, number>): number {
  switch (part.kind) {
    case 'sequence':
      return Math.max(0, ...part.parts.map((inner) => depthOf(inner, depths)));
    case 'choice':
      return Math.min(Number.POSITIVE_INFINITY, ...part.options.map((option) => depthOf(option, depths)));
    case 'repeat':
      return part.min === 0 ? 0 : depthOf(part.part, depths);
    case 'rule':
      return depths.get(part.name) ?? Number.POSITIVE_INFINITY;
    default:
      return 0;
  }
}
