import type { DeedKind } from '#protocol/market/mint-terms.ts';
import type { CheckKind, CheckResult } from '#server/sale/sale-state.ts';
import type { BundleText } from './bundle-text.ts';
import { instructionSigns } from './instruction-signs.ts';
import { hiddenSigns, personalSigns, type TextSign, templateSigns } from './text-signs.ts';

const shownExamples = 5;
const aroundFound = 60;

/** A place where a sign was found. */
interface Finding {
  sign: string;
  document: string;
  page: number | null;
  /** What was found, with a little around it. */
  text: string;
}

/** Scans every text of a bundle for what could harm a buyer or somebody named in it: control tokens, text that instructs a model or that people can't see, personal particulars. Each finding names its place. */
export function checkTexts(input: { kind: DeedKind; texts: readonly BundleText[] }): CheckResult[] {
  const { texts, kind } = input;
  /** Prompts instruct by their nature; what nobody sees is no part of it. */
  const signs = kind === 'prompt' || kind === 'agent' ? hiddenSigns : [...hiddenSigns, ...instructionSigns];
  return [
    scan(texts, {
      kind: 'template',
      signs: templateSigns,
      outcome: 'failed',
      none: 'No control token of a chat template stands in the texts.',
      some: (count, where) =>
        `${count} texts hold control tokens of a chat template, which would end the turn they stand in (${where}); take them out and publish again.`,
    }),
    scan(texts, {
      kind: 'instructions',
      signs,
      outcome: 'warned',
      none: 'No passage speaks to a model, and nothing is hidden from people.',
      some: (count, where) =>
        `${count} passages read like instructions to a model (${where}); look at them, since buyers are told.`,
    }),
    scan(texts, {
      kind: 'personal',
      signs: personalSigns,
      outcome: 'warned',
      none: 'No personal particulars were found.',
      some: (count, where) =>
        `${count} texts seem to hold personal particulars (${where}); make sure that they may be sold.`,
    }),
  ];
}

interface Scan {
  kind: CheckKind;
  signs: TextSign[];
  outcome: 'warned' | 'failed';
  none: string;
  some: (count: number, where: string) => string;
}

function scan(texts: readonly BundleText[], { kind, signs, outcome, none, some }: Scan): CheckResult {
  const examples: Finding[] = [];
  const documents = new Set<string>();
  let count = 0;
  for (const text of texts) {
    const found = firstSign(text, signs);
    if (!found) continue;
    count += 1;
    documents.add(placeOf(found));
    if (examples.length < shownExamples) examples.push(found);
  }
  if (count === 0) return { kind, outcome: 'passed', message: none, detail: {} };
  return { kind, outcome, message: some(count, placesOf([...documents])), detail: { count, examples } };
}

function firstSign({ text, document, page }: BundleText, signs: TextSign[]): Finding | null {
  for (const { name, pattern, isReal } of signs) {
    for (const match of text.matchAll(new RegExp(pattern, `${pattern.flags}g`))) {
      if (isReal && !isReal(match[0])) continue;
      const start = Math.max(0, match.index - aroundFound);
      return { sign: name, document, page, text: text.slice(start, match.index + match[0].length + aroundFound) };
    }
  }
  return null;
}

function placeOf({ document, page }: Finding): string {
  return page === null ? `“${document}”` : `“${document}”, page ${page}`;
}

const namedPlaces = 3;

function placesOf(places: string[]): string {
  const more = places.length - namedPlaces;
  const named = places.slice(0, namedPlaces).join('; ');
  return more > 0 ? `${named}; and ${more} more` : named;
}
