export interface CopyGuard {
  /** Takes the next piece of an answer and returns what of it may be shown now; words are held back until they are whole. */
  take(piece: string): string;
  /** What was held back, at the end of the answer. */
  rest(): string;
  /** True once the answer repeated a longer run than is shown; nothing more is given then. */
  isCut(): boolean;
}

/**
 * Stops an answer that repeats content word for word: a run of the same words as in one of the texts may have `longest` characters and no more. Case, spaces and punctuation don't matter, so that
 * “repeat the text above” gets no further than a quotation.
 */
export function openCopyGuard(texts: readonly string[], longest: number): CopyGuard {
  const places = indexWords(texts);
  /** Place of the last word in each text that the answer follows now → characters of that run. */
  let runs = new Map<number, number>();
  let held = '';
  let isCut = false;

  function follow(word: string): void {
    const key = normalWord(word);
    if (key === '') return;
    const next = new Map<number, number>();
    for (const place of places.get(key) ?? []) next.set(place, (runs.get(place - 1) ?? 0) + key.length + 1);
    runs = next;
    for (const length of runs.values()) if (length > longest) isCut = true;
  }

  function show(text: string): string {
    let shown = '';
    for (const [part] of text.matchAll(parts)) {
      if (isCut) return shown;
      follow(part);
      if (!isCut) shown += part;
    }
    return shown;
  }

  return {
    take(piece) {
      if (isCut) return '';
      const text = held + piece;
      held = unfinished.exec(text)?.[0] ?? '';
      return show(text.slice(0, text.length - held.length));
    },
    rest() {
      const last = held;
      held = '';
      return show(last);
    },
    isCut: () => isCut,
  };
}

const unspaced = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}';
/** A letter of a script without spaces, a word of another, or what is between. */
const parts = new RegExp(`[${unspaced}]|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+|[^\\p{L}\\p{N}\\p{M}]+`, 'gu');
/** A word at the end that the next piece may go on with. */
const unfinished = new RegExp(`(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}]){1,60}$`, 'u');

/** Every word of the texts → its places; texts are apart, so that no run goes over an end. */
function indexWords(texts: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  let place = 0;
  for (const text of texts) {
    for (const word of (text.match(parts) ?? []).map(normalWord)) {
      if (word === '') continue;
      const known = places.get(word);
      if (known) known.push(place);
      else places.set(word, [place]);
      place += 1;
    }
    place += 1;
  }
  return places;
}

function normalWord(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
