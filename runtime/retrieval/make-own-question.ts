import { isStopWord } from '#runtime/knowledge/text/is-stop-word.ts';
import { splitWords } from '#runtime/knowledge/text/split-words.ts';
import { stemWord } from '#runtime/knowledge/text/stem-word.ts';
import type { StoredPassage } from '#runtime/knowledge/vector-store.ts';
import { splitSentences } from './split-sentences.ts';

const wordsAsked = 4;
const leastWords = 3;

/** A question that a passage answers, made of telling words of one of its sentences; undefined for a passage without a sentence of words. */
export function makeOwnQuestion(passage: StoredPassage, among: { passage: StoredPassage }[]): string | undefined {
  const sentences = splitSentences(passage.text).map((sentence) => tellingWords(sentence.text));
  const sentence = sentences.reduce((longest, words) => (words.length > longest.length ? words : longest), []);
  if (sentence.length < leastWords) return undefined;
  const rarest = sentence
    .toSorted((one, other) => countHolders(one, among) - countHolders(other, among))
    .slice(0, wordsAsked);
  return `What do I need to know about ${sentence.filter((word) => rarest.includes(word)).join(' ')}?`;
}

function tellingWords(sentence: string): string[] {
  const words = splitWords(sentence).filter((word) => word.length > 2 && !isStopWord(word) && !/^\d+$/.test(word));
  return words.filter((word, index) => words.findIndex((other) => stemWord(other) === stemWord(word)) === index);
}

function countHolders(word: string, among: { passage: StoredPassage }[]): number {
  return among.filter(({ passage }) => passage.text.toLowerCase().includes(word)).length;
}
