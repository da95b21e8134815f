import { expect, it } from 'vitest';
import { openLogprobLine } from './open-logprob-line.ts';
import { openTokenBytes } from './token-bytes.ts';

it('reads SentencePiece tokens: spaces, characters and single bytes', () => {
  const bytes = openTokenBytes({
    model: 'llama',
    tokens: ['\u2581yes', '<0xE2>', 'ß', '<unk>'],
    token_type: [1, 6, 1, 2],
  });
  expect([0, 1, 2, 3].map(bytes)).toEqual([[0x20, 0x79, 0x65, 0x73], [0xe2], [0xc3, 0x9f], []]);
});

it("reads byte-level tokens by GPT-2's table", () => {
  const bytes = openTokenBytes({ model: 'gpt2', tokens: ['\u0120the', '\u010a', 'â\u0124'] });
  expect([bytes(0), bytes(1), bytes(2)]).toEqual([[0x20, 0x74, 0x68, 0x65], [0x0a], [0xe2, 0x82]]);
});

it('tells tokens with the text they belong to, and not with text before it', () => {
  const line = openLogprobLine();
  const told = (text: string) => ({ text, bytes: [], logprob: 0, top: [] });
  line.add(told('a'), 1);
  line.add(told('half'), 0);
  line.add(told('rest'), 1);
  line.add(told('held'), 3);
  expect(line.take(1).map(({ text }) => text)).toEqual(['a']);
  expect(line.take(1).map(({ text }) => text)).toEqual(['half', 'rest']);
  expect(line.take(2).map(({ text }) => text)).toEqual(['held']);
});
