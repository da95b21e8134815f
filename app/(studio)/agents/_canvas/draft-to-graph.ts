import type { CanvasChoices, Draft, Graph, GraphEdge, GraphNode } from './graph-types.ts';

/** Words for what the draft holds; the screen gives them in its language. */
export interface GraphWords {
  question: string;
  search: string;
  passages: (count: number) => string;
  /** Of knowledge that is searched on its creator's node: its deed. */
  hosted: (deedId: string) => string;
  prompt: string;
  missing: string;
  answer: string;
  refuses: string;
  answersAnyway: string;
  conditions: (count: number) => string;
}

/** The draft as a graph from question to answer. The draft stays the only definition: the same draft always gives the same graph. */
export function draftToGraph(draft: Draft, { choices, words }: { choices: CanvasChoices; words: GraphWords }): Graph {
  const nameOf = (list: { id: string; name: string }[], id: string) =>
    list.find((choice) => choice.id === id)?.name ?? words.missing;
  const components = (kind: 'knowledge' | 'tool' | 'plugin', used: Draft['knowledge'], known: CanvasChoices['tools']) =>
    used.map(({ componentId }): GraphNode => {
      const title = nameOf(known, componentId);
      return { id: `${kind}:${componentId}`, kind, title, detail: '', isRemovable: true };
    });
  const knowledge = components('knowledge', draft.knowledge, choices.knowledge);
  const hosted = draft.hosted.map(
    ({ deedId, name }): GraphNode => ({
      ...{ id: `hosted:${deedId}`, kind: 'hosted', title: name, detail: words.hosted(deedId), isRemovable: true },
    }),
  );
  const searched = [...knowledge, ...hosted];
  const rules: GraphNode[] = draft.prompts.rules.map(({ name, when }, index) => ({
    ...{ id: `rule:${index}`, kind: 'rule', title: name, detail: words.conditions(when.length), isRemovable: true },
  }));
  const callers = [
    ...components('tool', draft.tools, choices.tools),
    ...components('plugin', draft.plugins, choices.plugins),
  ];
  const fixed = fixedNodes(draft, { words, modelName: nameOf(choices.models, draft.modelId) });
  const nodes = [fixed.question, ...searched, ...(searched.length > 0 ? [fixed.search] : []), fixed.prompt];
  return {
    nodes: [...nodes, ...rules, ...callers, fixed.model, fixed.answer],
    edges: edgesOf({ searched, rules, callers }),
  };
}

function fixedNodes(draft: Draft, { words, modelName }: { words: GraphWords; modelName: string }) {
  const node = (kind: GraphNode['kind'], title: string, detail: string): GraphNode => ({
    ...{ id: kind, kind, title, detail, isRemovable: false },
  });
  const firstLine = draft.prompts.system.trim().split('\n')[0] ?? '';
  return {
    question: node('question', words.question, ''),
    search: node('search', words.search, words.passages(draft.retrieval.passages)),
    prompt: node('prompt', words.prompt, firstLine.slice(0, 80)),
    model: node('model', modelName, ''),
    answer: node('answer', words.answer, draft.evidence.whenMissing === 'refuse' ? words.refuses : words.answersAnyway),
  };
}

function edgesOf(groups: { searched: GraphNode[]; rules: GraphNode[]; callers: GraphNode[] }): GraphEdge[] {
  const prompts = ['prompt', ...groups.rules.map(({ id }) => id)];
  const source = groups.searched.length > 0 ? 'search' : 'question';
  return [
    ...groups.searched.map(({ id }) => ({ from: id, to: 'search' })),
    ...(source === 'search' ? [{ from: 'question', to: 'search' }] : []),
    ...prompts.map((to) => ({ from: source, to })),
    ...prompts.map((from) => ({ from, to: 'model' })),
    ...groups.callers.map(({ id }) => ({ from: id, to: 'model' })),
    { from: 'model', to: 'answer' },
  ];
}
