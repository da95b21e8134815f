import { type Spec, type TypeName, typeNames } from './spec.ts';

/** The types whose values are generated: those said, else those that the other keywords speak of, else all. */
export function effectiveTypes({ types, text, number, list, object }: Spec): ReadonlySet<TypeName> {
  if (types) return types;
  const implied: TypeName[] = [
    ...(object ? (['object'] as const) : []),
    ...(list ? (['array'] as const) : []),
    ...(text ? (['string'] as const) : []),
    ...(number ? (['number'] as const) : []),
  ];
  return new Set(implied.length > 0 ? implied : typeNames);
}
