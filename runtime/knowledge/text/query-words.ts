import { isStopWord } from './is-stop-word.ts';
import { splitWords } from './split-words.ts';

/** More words than this make a full-text query slow, not better. */
const mostWords = 64;

/** The words of a person's text that a full-text query asks for: each once, without stop words unless there is nothing else. */
export function queryWords(query: string): string[] {
  const words = [...new Set(splitWords(query))];
  const telling = words.filter((word) => !isStopWord(word));
  return (telling.length > 0 ? telling : words).slice(0, mostWords);
}
