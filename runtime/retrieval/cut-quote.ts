import { splitWords } from '#runtime/knowledge/text/split-words.ts';
import { stemWord } from '#runtime/knowledge/text/stem-word.ts';

/** A part of a passage sentence, at most so long, cut at word borders, verbatim: the whole, or the stretch that holds most of the wanted terms. */
export function cutQuote(sentence: string, wanted: Set<string>, longest = 200): string {
  if (sentence.length <= longest) return sentence;
  let best = { quote: '', held: -1 };
  for (const start of wordStarts(sentence)) {
    const quote = cutAtWord(sentence.slice(start), longest);
    const held = new Set(
      splitWords(quote)
        .map(stemWord)
        .filter((term) => wanted.has(term)),
    ).size;
    if (held > best.held) best = { quote, held };
    if (start + longest >= sentence.length) break;
  }
  return best.quote;
}

function wordStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\s(?=\S)/g), (space) => space.index + 1)];
}

function cutAtWord(text: string, longest: number): string {
  if (text.length <= longest) return text.trimEnd();
  const part = text.slice(0, longest);
  if (/\s/.test(text.charAt(longest))) return part.trimEnd();
  return (part.match(/^[\s\S]*\S(?=\s)/)?.[0] ?? part.slice(0, -1)).toWellFormed();
}
