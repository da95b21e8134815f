import { isStopWord } from './is-stop-word.ts';
import { splitWords } from './split-words.ts';
import { stemWord } from './stem-word.ts';

/** What a full-text index counts of a text: its words as stems, in order, repeats kept. */
export function toTerms(text: string): string[] {
  return splitWords(text).map(stemWord);
}

/** The words of a text that carry meaning (no stop words), as stems, each once. */
export function toContentTerms(text: string): string[] {
  return [
    ...new Set(
      splitWords(text)
        .filter((word) => !isStopWord(word))
        .map(stemWord),
    ),
  ];
}
