import { findNamedPlugins } from '#protocol/prompts/find-named-plugins.ts';
import type { CanvasChoices, Draft } from './graph-types.ts';

/** What is wrong or doubtful about a draft; `key` names a sentence of the screen, `nodeId` where to look. */
export interface Problem {
  key:
    | 'missingComponent'
    | 'unknownModel'
    | 'contextTooLarge'
    | 'passagesTooLong'
    | 'emptyPrompt'
    | 'emptyRule'
    | 'unreachableRule'
    | 'sameRuleName'
    | 'ruleNeedsKnowledge'
    | 'missingFunction'
    | 'missingChooser'
    | 'answerTooLong';
  nodeId: string;
  weight: 'error' | 'warning';
  values: Record<string, string | number>;
}

/** Looks through a draft for what would fail at publishing, or surprise its maker later. */
export function findProblems(draft: Draft, choices: CanvasChoices): Problem[] {
  return [
    ...missingComponents(draft, choices),
    ...modelProblems(draft, choices),
    ...promptProblems(draft),
    ...pluginProblems(draft, choices),
  ];
}

function missingComponents(draft: Draft, choices: CanvasChoices): Problem[] {
  const kinds = [
    ['knowledge', draft.knowledge, choices.knowledge],
    ['tool', draft.tools, choices.tools],
    ['plugin', draft.plugins, choices.plugins],
  ] as const;
  return kinds.flatMap(([kind, used, known]) =>
    used
      .filter(({ componentId }) => !known.some(({ id }) => id === componentId))
      .map(({ componentId }) => error('missingComponent', `${kind}:${componentId}`)),
  );
}

function modelProblems(draft: Draft, { models }: CanvasChoices): Problem[] {
  const model = models.find(({ id }) => id === draft.modelId);
  const problems: Problem[] = [];
  if (!model) problems.push(error('unknownModel', 'model', { model: draft.modelId }));
  else if (draft.contextTokens > model.contextTokens)
    problems.push(error('contextTooLarge', 'model', { asked: draft.contextTokens, most: model.contextTokens }));
  if (hasKnowledge(draft) && draft.retrieval.passageTokenBudget > draft.contextTokens / 2)
    problems.push(warning('passagesTooLong', 'search', { tokens: draft.retrieval.passageTokenBudget }));
  if (draft.generation.maxCompletionTokens > draft.contextTokens / 2)
    problems.push(warning('answerTooLong', 'model', { tokens: draft.generation.maxCompletionTokens }));
  return problems;
}

/** Of its own, or searched on creators' nodes. */
function hasKnowledge({ knowledge, hosted }: Draft): boolean {
  return knowledge.length + hosted.length > 0;
}

function promptProblems(draft: Draft): Problem[] {
  const { prompts, systemPromptId } = draft;
  const { rules } = prompts;
  const isEmpty = prompts.system.trim() === '' && systemPromptId === null;
  const always = rules.findIndex(({ when }) => when.length === 0);
  return [
    ...(isEmpty ? [warning('emptyPrompt', 'prompt')] : []),
    ...aboutRules(rules, ({ name, system, promptId }, at) =>
      system.trim() === '' && promptId === null ? warning('emptyRule', at, { name }) : null,
    ),
    ...aboutRules(rules.slice(0, always === -1 ? 0 : undefined), ({ name }, at) => {
      const before = rules[always]?.name ?? '';
      return Number(at.split(':')[1]) > always ? warning('unreachableRule', at, { name, before }) : null;
    }),
    ...aboutRules(rules, ({ name }, at) => {
      const first = rules.findIndex((other) => other.name === name);
      return `rule:${first}` === at ? null : error('sameRuleName', at, { name });
    }),
    ...aboutRules(rules, ({ name, when }, at) => {
      const needsKnowledge = when.some(({ kind }) => kind === 'knowledge' || kind === 'similar');
      return needsKnowledge && !hasKnowledge(draft) ? warning('ruleNeedsKnowledge', at, { name }) : null;
    }),
  ];
}

/** Plugins that prompts and rules name, of the right kind or not there; one problem a node and kind. Texts from the library are checked at publishing. */
function pluginProblems({ prompts, plugins }: Draft, choices: CanvasChoices): Problem[] {
  const has = choices.plugins.filter(({ id }) => plugins.some(({ componentId }) => componentId === id));
  const missing = findNamedPlugins(prompts).filter(
    ({ kind, name }) => !has.some((plugin) => plugin.functionName === name && plugin.kind === kind),
  );
  const names = new Map<string, Set<string>>();
  for (const { rule, kind, name } of missing) {
    const place = `${kind} ${rule === null ? 'prompt' : `rule:${rule}`}`;
    names.set(place, (names.get(place) ?? new Set()).add(name));
  }
  return [...names].map(([place, found]) => {
    const [kind, nodeId = ''] = place.split(' ');
    const key = kind === 'prompt-chooser' ? 'missingChooser' : 'missingFunction';
    return error(key, nodeId, { names: [...found].join(', ') });
  });
}

type Rule = Draft['prompts']['rules'][number];

function aboutRules(rules: Rule[], judge: (rule: Rule, nodeId: string) => Problem | null): Problem[] {
  return rules.flatMap((rule, index) => judge(rule, `rule:${index}`) ?? []);
}

function error(key: Problem['key'], nodeId: string, values: Problem['values'] = {}): Problem {
  return { key, nodeId, weight: 'error', values };
}

function warning(key: Problem['key'], nodeId: string, values: Problem['values'] = {}): Problem {
  return { key, nodeId, weight: 'warning', values };
}
