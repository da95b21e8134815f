import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import { addComponent, addRule, moveNodes, removeNodes } from './change-draft.ts';
import { draftToGraph } from './draft-to-graph.ts';
import { findProblems } from './find-problems.ts';
import type { CanvasChoices, Draft } from './graph-types.ts';
import { layOutGraph } from './lay-out-graph.ts';
import { openHistory } from './open-history.ts';
import { placesAfter } from './places-after.ts';

const ids = ['0', '1', '2', '3'].map((digit) => `0190a000-0000-7000-8000-00000000000${digit}`);
const [first = '', second = ''] = ids;
const named = ids.map((id, index) => ({ id, name: `Component ${index}` }));
const kinds = ['prompt-function', 'prompt-chooser'];
const choices: CanvasChoices = {
  models: [{ id: 'small', name: 'Small model', contextTokens: 8_192 }],
  knowledge: named,
  tools: named,
  plugins: named.map((one, index) => ({ ...one, functionName: `plugin_${index}`, kind: kinds[index] ?? 'tool' })),
};
const words = {
  ...{ question: 'Q', search: 'Search', prompt: 'Prompt', missing: 'gone', answer: 'Answer', refuses: 'refuses' },
  answersAnyway: 'answers',
  passages: (count: number) => `${count} passages`,
  hosted: (deedId: string) => `deed ${deedId}`,
  conditions: (count: number) => `${count} conditions`,
};
const draft = (changes: object = {}): Draft =>
  agentDraftSchema.parse({
    modelId: 'small',
    prompts: { system: 'Be brief.', rag: '' },
    ...{ retrieval: {}, generation: {}, evidence: {} },
    ...changes,
  });
const rule = (name: string, when: object[] = [{ kind: 'caller', key: 'a', equals: 'b' }]) => ({
  ...{ name, when, system: 'Text.' },
});
const graphOf = (of: Draft) => draftToGraph(of, { choices, words });

describe('the graph of a draft', () => {
  it('goes from the question to the answer, without a search where there is no knowledge', () => {
    const { nodes, edges } = graphOf(draft());
    expect(nodes.map(({ id }) => id)).toEqual(['question', 'prompt', 'model', 'answer']);
    expect(edges.map(({ from, to }) => `${from}>${to}`)).toEqual(['question>prompt', 'prompt>model', 'model>answer']);
  });

  it('has a node for every component and rule, and each of them leads to the answer', () => {
    const all = { knowledge: [first], tools: [first, second], plugins: [second] };
    const components = Object.fromEntries(
      Object.entries(all).map(([field, list]) => [field, list.map((componentId) => ({ componentId }))]),
    );
    const { nodes, edges } = graphOf(
      draft({ ...components, prompts: { system: '', rag: '', rules: [rule('German'), rule('French')] } }),
    );
    const reaches = (id: string): boolean =>
      id === 'answer' || edges.some(({ from, to }) => from === id && reaches(to));
    expect(nodes.filter(({ id }) => !reaches(id))).toEqual([]);
    expect(nodes.filter(({ kind }) => kind === 'rule').map(({ title }) => title)).toEqual(['German', 'French']);
    expect(nodes.filter(({ kind }) => kind === 'tool')).toHaveLength(2);
  });

  it('draws knowledge on its creator’s node beside the agent’s own: searched, removable, a place of its own', () => {
    const reef = { name: 'Reef notes', deedId: '12', gateway: 'https://creator.example' };
    const both = draft({ knowledge: [{ componentId: first }], hosted: [reef] });
    const only = draft({ hosted: [reef] });
    const node = graphOf(both).nodes.find(({ id }) => id === 'hosted:12');
    expect(node).toEqual({
      ...{ id: 'hosted:12', kind: 'hosted', title: 'Reef notes', detail: 'deed 12', isRemovable: true },
    });
    for (const one of [both, only])
      expect(graphOf(one).edges).toEqual(expect.arrayContaining([{ from: 'hosted:12', to: 'search' }]));
    const moved = moveNodes(only, { 'hosted:12': { x: 3, y: 4 } });
    expect(layOutGraph(graphOf(moved), moved.canvas.positions)['hosted:12']).toEqual({ x: 3, y: 4 });
    expect(removeNodes(moved, ['hosted:12'])).toEqual(draft());
    expect(removeNodes(both, [`knowledge:${first}`]).hosted).toEqual([reef]);
  });

  it('is laid out without two nodes in one place, and a moved node stays where it was put', () => {
    const graph = graphOf(draft({ knowledge: named.map(({ id }) => ({ componentId: id })) }));
    const places = layOutGraph(graph, { model: { x: 7, y: 8 } });
    expect(places.model).toEqual({ x: 7, y: 8 });
    expect(new Set(Object.values(places).map(({ x, y }) => `${x} ${y}`)).size).toBe(graph.nodes.length);
  });
});

describe('a graph on a phone', () => {
  it('goes from the top down, no wider than its widest row', () => {
    const places = layOutGraph(graphOf(draft()), {}, 'down');
    const [across, down] = [Object.values(layOutGraph(graphOf(draft()))), Object.values(places)];
    const span = (values: number[]) => Math.max(...values) - Math.min(...values);
    expect(span(down.map(({ x }) => x))).toBeLessThan(span(across.map(({ x }) => x)));
    expect(places.answer?.y).toBe(Math.max(...down.map(({ y }) => y)));
  });
});

describe('changes on the canvas', () => {
  it('tell where nodes are once a drag has ended or an arrow key was pressed, not while it goes on', () => {
    const move = (dragging: boolean) => ({
      ...{ id: 'model', type: 'position' as const, position: { x: 1, y: 2 }, dragging },
    });
    expect(placesAfter([move(false)])).toEqual({ model: { x: 1, y: 2 } });
    expect(placesAfter([move(true), { id: 'model', type: 'select', selected: true }])).toBeNull();
  });

  it('add a component once, and take it away with its place', () => {
    const added = addComponent(addComponent(draft(), { kind: 'tool', id: first }), { kind: 'tool', id: first });
    expect(added.tools).toEqual([{ componentId: first, versionId: null }]);
    const moved = moveNodes(added, { [`tool:${first}`]: { x: 1, y: 2 } });
    expect(removeNodes(moved, [`tool:${first}`])).toEqual(draft());
  });

  it('never take away what every agent has', () => {
    expect(removeNodes(draft(), ['question', 'prompt', 'model', 'answer'])).toEqual(draft());
  });

  it('name a new rule as no other, and move the places of rules behind one that goes', () => {
    const three = addRule(addRule(addRule(draft(), 'Rule'), 'Rule'), 'Rule');
    expect(three.prompts.rules.map(({ name }) => name)).toEqual(['Rule', 'Rule 2', 'Rule 3']);
    const moved = moveNodes(three, { 'rule:2': { x: 5, y: 5 } });
    const less = removeNodes(moved, ['rule:0']);
    expect(less.prompts.rules.map(({ name }) => name)).toEqual(['Rule 2', 'Rule 3']);
    expect(less.canvas.positions).toEqual({ 'rule:1': { x: 5, y: 5 } });
  });

  it('lose nothing that the form knows, whatever is added and taken away', () => {
    const start = draft({
      prompts: { system: 'A', rag: 'B', variables: { team: 'x' }, fewShot: [{ question: 'q', answer: 'a' }] },
      starters: ['Hello?'],
      toolPolicy: { maxSteps: 7 },
    });
    const step = fc.record({
      kind: fc.constantFrom('knowledge' as const, 'tool' as const, 'plugin' as const),
      id: fc.constantFrom(...ids),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const full = steps.reduce((state, one) => addComponent(state, one), start);
        expect(agentDraftSchema.parse(JSON.parse(JSON.stringify(full)))).toEqual(full);
        const nodeIds = steps.map(({ kind, id }) => `${kind}:${id}`);
        expect(removeNodes(full, nodeIds)).toEqual(start);
      }),
    );
  });
});

describe('problems', () => {
  const keys = (of: Draft) => findProblems(of, choices).map(({ key, nodeId }) => `${key} ${nodeId}`);

  it('are none for a sound draft', () => {
    expect(keys(draft({ knowledge: [{ componentId: first }] }))).toEqual([]);
  });

  it('name the node they are about', () => {
    const gone = '0190a000-0000-7000-8000-0000000000ff';
    expect(keys(draft({ tools: [{ componentId: gone }] }))).toEqual([`missingComponent tool:${gone}`]);
    expect(keys(draft({ modelId: 'other' }))).toEqual(['unknownModel model']);
    expect(keys(draft({ contextTokens: 16_384 }))).toEqual(['contextTooLarge model']);
    expect(keys(draft({ generation: { maxCompletionTokens: 3_000 } }))).toEqual(['answerTooLong model']);
    expect(keys(draft({ prompts: { system: ' ', rag: '' } }))).toEqual(['emptyPrompt prompt']);
  });

  it('take hosted knowledge for knowledge', () => {
    const hosted = [{ name: 'Reef notes', deedId: '12', gateway: 'https://creator.example' }];
    const rules = [rule('Found', [{ kind: 'knowledge', is: 'hit' }])];
    expect(keys(draft({ hosted, prompts: { system: 'A', rag: '', rules } }))).toEqual([]);
  });

  it('find rules that can never be taken, have one name, or need knowledge that is not there', () => {
    const rules = [rule('Always', []), rule('Late'), rule('Late', [{ kind: 'knowledge', is: 'hit' }])];
    expect(keys(draft({ prompts: { system: 'A', rag: '', rules } }))).toEqual([
      'unreachableRule rule:1',
      'unreachableRule rule:2',
      'sameRuleName rule:2',
      'ruleNeedsKnowledge rule:2',
    ]);
  });
});

describe('plugins that prompts name', () => {
  const about = (of: Draft) =>
    findProblems(of, choices).map(({ key, nodeId, values }) => `${key} ${nodeId} ${values.names}`);
  const prompts = {
    system: '{{plugin plugin_0}} {{plugin absent}}',
    rag: '{{plugin "plugin_1"}}',
    rules: [{ name: 'Mood', when: [{ kind: 'plugin', plugin: 'plugin_1' }], system: '{{plugin plugin_0 "x"}}' }],
  };

  it('are missing while the agent lacks them, or when they are of another kind', () => {
    expect(about(draft({ prompts }))).toEqual([
      'missingFunction prompt plugin_0, absent, plugin_1',
      'missingChooser rule:0 plugin_1',
      'missingFunction rule:0 plugin_0',
    ]);
  });

  it('are found among those that the agent has', () => {
    const plugins = [first, second].map((componentId) => ({ componentId }));
    expect(about(draft({ prompts, plugins }))).toEqual(['missingFunction prompt absent, plugin_1']);
  });
});

describe('the history', () => {
  it('goes back and forth, and forgets what was undone when something new comes', () => {
    const history = openHistory({ at: 0 });
    for (const at of [1, 2, 2, 3]) history.push({ at });
    expect([history.undo(), history.undo(), history.redo()]).toEqual([{ at: 2 }, { at: 1 }, { at: 2 }]);
    history.push({ at: 9 });
    expect([history.canRedo, history.redo(), history.undo()]).toEqual([false, undefined, { at: 2 }]);
  });
});
