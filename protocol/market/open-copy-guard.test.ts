import { expect, test } from 'vitest';
import { openCopyGuard } from './open-copy-guard.ts';

const text = Array.from({ length: 80 }, (_, at) => `word${at}`).join(' ');
const all = (pieces: string[], texts = [text], longest = 50) => {
  const guard = openCopyGuard(texts, longest);
  const shown = pieces.map((piece) => guard.take(piece)).join('') + guard.rest();
  return { shown, isCut: guard.isCut() };
};

test('an answer that repeats the content is cut where a quotation ends, however it is streamed or dressed up', () => {
  const whole = all([text]);
  expect(whole.isCut).toBe(true);
  expect(whole.shown.length).toBeLessThanOrEqual(50);
  expect(text.startsWith(whole.shown)).toBe(true);
  expect(all([...text])).toEqual(whole);
  expect(all([text.toUpperCase().replaceAll(' ', ' — ')]).shown.match(/WORD/g)).toHaveLength(
    whole.shown.match(/word/g)?.length ?? 0,
  );
});

test('words of its own, short quotations and the same words in another order pass whole', () => {
  const answer = `It says “${text.slice(60, 100)}”, and word70 word3 word41 besides. ${text.slice(200, 240)}!`;
  expect(all([answer])).toEqual({ shown: answer, isCut: false });
});

test('no run goes over the end of a text, and scripts without spaces are followed letter by letter', () => {
  const halves = [text.slice(0, 40), text.slice(41, 80)];
  expect(all([halves.join(' ')], halves)).toMatchObject({ isCut: false });
  const honey = '蜂蜜は蜜蜂が花の蜜を集めて巣の中で作る甘い食べ物である';
  const cut = all([honey], [honey], 20);
  expect([cut.isCut, cut.shown]).toEqual([true, honey.slice(0, 10)]);
});
