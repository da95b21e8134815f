import { describe, expect, it } from 'vitest';
import { isStopWord } from './is-stop-word.ts';
import { queryWords } from './query-words.ts';
import { splitWords } from './split-words.ts';
import { stemWord } from './stem-word.ts';
import { toContentTerms, toTerms } from './to-terms.ts';

describe('splitWords', () => {
  it('folds case, accents, ß and possessives', () => {
    expect(splitWords("The Node's GRÜSSE, Straße; café 3.5")).toEqual([
      'the',
      'node',
      'grusse',
      'strasse',
      'cafe',
      '3',
      '5',
    ]);
  });

  it('takes characters of scripts without spaces one by one, and keeps Hangul whole', () => {
    expect(splitWords('GaiaNet你好 안녕')).toEqual(['gaianet', '你', '好', '안녕']);
  });

  it('finds no word in punctuation, emoji or a lone surrogate', () => {
    expect(splitWords('😀 "+-(){}:*~^ \u0000 \ud800')).toEqual([]);
  });
});

describe('stemWord', () => {
  it.each([
    ['nodes', 'node'],
    ['node', 'node'],
    ['running', 'run'],
    ['caresses', 'caress'],
    ['ponies', 'poni'],
    ['agreed', 'agre'],
    ['hopping', 'hop'],
    ['filing', 'file'],
    ['happy', 'happi'],
    ['relational', 'relat'],
    ['triplicate', 'triplic'],
    ['adjustment', 'adjust'],
    ['adoption', 'adopt'],
    ['probate', 'probat'],
    ['controll', 'control'],
    ['über', 'über'],
  ])('%s → %s', (word, stem) => {
    expect(stemWord(word)).toBe(stem);
  });
});

describe('queryWords', () => {
  it('drops stop words and repeats', () => {
    expect(queryWords('What is the price of a node, and of a node?')).toEqual(['price', 'node']);
  });

  it('keeps stop words when there is nothing else', () => {
    expect(queryWords('to be or not to be')).toEqual(['to', 'be', 'or', 'not']);
  });

  it('is short for any length of text', () => {
    const long = Array.from({ length: 5_000 }, (_, index) => `w${index}`).join(' ');
    expect(queryWords(long)).toHaveLength(64);
  });
});

it('toTerms keeps repeats, toContentTerms does not', () => {
  expect(toTerms('Nodes and nodes')).toEqual(['node', 'and', 'node']);
  expect(toContentTerms('Nodes and nodes')).toEqual(['node']);
  expect(isStopWord("doesn't")).toBe(true);
});
