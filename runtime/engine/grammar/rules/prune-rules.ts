import { type Expression, nothing } from './expression.ts';

/**
 * Leaves out what can never be finished (a choice of nothing, a rule that only leads into itself) and the rules that the
 * root doesn't reach. The result holds no root when no text follows it at all.
 */
export function pruneRules(rules: ReadonlyMap<string, Expression>, root: string): Map<string, Expression> {
  const able = finishingRules(rules);
  const kept = new Map<string, Expression>();
  const open = able.has(root) ? [root] : [];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (kept.has(name)) continue;
    const pruned = prune(rules.get(name) ?? nothing, able) ?? nothing;
    kept.set(name, pruned);
    open.push(...namesIn(pruned));
  }
  return kept;
}

function finishingRules(rules: ReadonlyMap<string, Expression>): Set<string> {
  const able = new Set<string>();
  // Rules mostly refer to later ones: seen from the end, one round settles long chains.
  const backwards = [...rules].reverse();
  for (let before = -1; before < able.size; ) {
    before = able.size;
    for (const [name, body] of backwards) if (!able.has(name) && canFinish(body, able)) able.add(name);
  }
  return able;
}

function canFinish(expression: Expression, able: ReadonlySet<string>): boolean {
  switch (expression.kind) {
    case 'text':
      return true;
    case 'chars':
      return expression.ranges.length > 0;
    case 'sequence':
      return expression.parts.every((part) => canFinish(part, able));
    case 'choice':
      return expression.options.some((option) => canFinish(option, able));
    case 'repeat':
      return expression.min === 0 || canFinish(expression.part, able);
    case 'rule':
      return able.has(expression.name);
  }
}

function prune(expression: Expression, able: ReadonlySet<string>): Expression | undefined {
  if (!canFinish(expression, able)) return undefined;
  if (expression.kind === 'sequence') {
    return { ...expression, parts: expression.parts.map((part) => prune(part, able) ?? nothing) };
  }
  if (expression.kind === 'choice') {
    return { ...expression, options: expression.options.flatMap((option) => prune(option, able) ?? []) };
  }
  if (expression.kind !== 'repeat') return expression;
  const part = prune(expression.part, able);
  return part ? { ...expression, part } : { kind: 'sequence', parts: [] };
}

function namesIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'sequence':
      return expression.parts.flatMap(namesIn);
    case 'choice':
      return expression.options.flatMap(namesIn);
    case 'repeat':
      return namesIn(expression.part);
    case 'rule':
      return [expression.name];
    default:
      return [];
  }
}
