import { choice, type Expression, nothing, rule, text } from '#runtime/engine/grammar/rules/expression.ts';
import { acceptsValue } from './accepts-value.ts';
import type { Compiling } from './compiling.ts';
import { effectiveTypes } from './effective-types.ts';
import { expandSub } from './expand-schema.ts';
import { isApart } from './is-apart.ts';
import { listExpression } from './list-expression.ts';
import { numberExpression } from './number-expression.ts';
import { objectExpression } from './object-expression.ts';
import { assertInTime, isRecord, type Reading } from './reading.ts';
import { resolveReference } from './resolve-reference.ts';
import type { Located, Spec, Sub, TypeName } from './spec.ts';
import { subtractSpecs } from './subtract-specs.ts';
import { textExpression } from './text-expression.ts';

/** Makes a schema of a document into rules; gives the name of its own. The rules are shared wherever the same schema is met again, so recursion ends. */
export function compileSub(
  { reading, rules, prefix }: Pick<Compiling, 'reading' | 'rules'> & { prefix: string },
  sub: Sub,
): string {
  const names = new Map<string, string>();
  const open: { name: string; sub: Sub }[] = [];
  let count = 0;
  const newName = () => {
    count += 1;
    return `${prefix}-${count}`;
  };
  const compiling: Compiling = {
    ...{ reading, rules, newName },
    ruleOf(wanted) {
      const places = wanted
        .filter(({ schema, except }) => schema !== true || except)
        .map((place) => follow(reading, place));
      if (places.length === 0) return 'value';
      const key = [...new Set(places.map(({ pointer }) => pointer))].toSorted().join(' ');
      const name = names.get(key) ?? newName();
      if (!names.has(key)) open.push({ name, sub: places });
      names.set(key, name);
      return name;
    },
  };
  const name = compiling.ruleOf(sub);
  for (const next of open) {
    assertInTime(reading, next.sub[0]?.pointer ?? '');
    const specs = withoutRivals(reading, expandSub(reading, next.sub));
    rules.set(next.name, choice(specs.map((spec) => specExpression(compiling, spec))));
  }
  return name;
}

/** What fits no other branch of a `oneOf`. */
function withoutRivals(reading: Reading, specs: readonly Spec[]): readonly Spec[] {
  const sight = { see: (sub: Sub) => expandSub(reading, sub), depth: 0 };
  return specs.flatMap((spec) => {
    const { rivals = [], ...own } = spec;
    if (reading.isExclusive) return subtractSpecs(own, rivals, sight);
    if (!rivals.every((rival) => isApart(own, rival, sight))) reading.needsCheck = true;
    return own;
  });
}

/** Through schemas that are nothing but a `$ref`. */
function follow(reading: Reading, place: Located): Located {
  const seen = new Set<string>();
  let at = place;
  while (isRecord(at.schema) && Object.keys(at.schema).join() === '$ref' && !seen.has(at.pointer)) {
    seen.add(at.pointer);
    at = resolveReference(reading, at.schema.$ref, at.pointer);
  }
  return at;
}

function specExpression(compiling: Compiling, spec: Spec): Expression {
  const see = (sub: Sub) => expandSub(compiling.reading, sub);
  if (spec.values) {
    const values = spec.values.filter((value) => acceptsValue(spec, value, see));
    return choice(values.map((value) => text(JSON.stringify(value))));
  }
  const types = effectiveTypes(spec);
  if (types.size === 7 && !spec.text && !spec.number && !spec.list && !spec.object) return rule('value');
  const kinds = [...types].filter((type) => type !== 'integer' || !types.has('number'));
  return choice(kinds.map((type) => typeExpression(compiling, spec, type)));
}

function typeExpression(compiling: Compiling, spec: Spec, type: TypeName): Expression {
  switch (type) {
    case 'null':
      return text('null');
    case 'boolean':
      return choice([text('true'), text('false')]);
    case 'integer':
    case 'number':
      return spec.number ? numberExpression(compiling, spec.number, type) : rule(type);
    case 'string':
      return spec.text ? textExpression(compiling, spec.text) : rule('string');
    case 'array':
      return spec.list ? listExpression(compiling, spec.list) : rule('array');
    case 'object':
      return spec.object ? objectExpression(compiling, spec.object) : rule('object');
    default:
      return nothing;
  }
}
