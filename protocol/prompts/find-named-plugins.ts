import { parseTemplate } from './parse-template.ts';
import type { PromptRule } from './prompt-rules.ts';

/** A plugin that prompts name, and what it has to be. */
export interface NamedPlugin {
  /** Place among the rules; null for the default prompts. */
  rule: number | null;
  kind: 'prompt-function' | 'prompt-chooser';
  name: string;
}

/** The plugins that an agent's prompts and the conditions of its rules name, in their order. */
export function findNamedPlugins(prompts: {
  system: string;
  rag: string;
  rules: Pick<PromptRule, 'system' | 'rag' | 'when'>[];
}): NamedPlugin[] {
  const called = (text: string, rule: number | null) =>
    namesIn(text).map((name): NamedPlugin => ({ rule, kind: 'prompt-function', name }));
  return [
    ...called(prompts.system, null),
    ...called(prompts.rag, null),
    ...prompts.rules.flatMap(({ system, rag, when }, index) => [
      ...when.flatMap((one): NamedPlugin[] =>
        one.kind === 'plugin' ? [{ rule: index, kind: 'prompt-chooser', name: one.plugin }] : [],
      ),
      ...called(system, index),
      ...called(rag ?? '', index),
    ]),
  ];
}

/** Names in `{{plugin name …}}` and `{{plugin "name" …}}`; one that a variable makes is known only when it is called. */
function namesIn(template: string): string[] {
  return parseTemplate(template).flatMap((part) => {
    if (part.kind !== 'call' || part.name !== 'plugin') return [];
    const [piece, ...more] = part.arguments[0] ?? [];
    if (piece === undefined || more.length > 0) return [];
    return typeof piece === 'string' ? [piece] : [piece.variable];
  });
}
