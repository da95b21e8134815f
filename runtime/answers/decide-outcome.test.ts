import { expect, it } from 'vitest';
import type { ToolCard } from '#protocol/retrieval/trace.ts';
import { finalOutcome } from './decide-outcome.ts';

const card = (state: ToolCard['state']): ToolCard => ({
  ...{ id: 'call_1', name: 'look', arguments: '{}', result: null, ms: 1 },
  state,
});
const outcome = (first: Parameters<typeof finalOutcome>[0], cards: ToolCard[]) =>
  finalOutcome(first, { cards, finishReason: 'stop' });

it('an answer of an agent without knowledge rests on its calls, if one went well', () => {
  expect(outcome('no-knowledge', [card('failed'), card('done')])).toBe('answered-from-tools');
  expect(outcome('no-knowledge', [card('failed')])).toBe('no-knowledge');
});

it('passages that suffice stay what an answer rests on', () => {
  expect(outcome('grounded', [card('done')])).toBe('grounded');
});
