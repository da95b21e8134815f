import type { DeedKind } from '#protocol/market/mint-terms.ts';
import type { CheckKind, CheckResult } from '#server/sale/sale-state.ts';
import { instructionSigns, personalSigns, type TextSign, templateSigns } from './text-signs.ts';

const shownExamples = 5;
const aroundFound = 60;

/** Scans every text of a bundle for what could harm a buyer or somebody named in it: control tokens, text that instructs a model, personal particulars. */
export function checkTexts(input: { kind: DeedKind; texts: readonly string[] }): CheckResult[] {
  const { texts, kind } = input;
  /** Prompts instruct by their nature. */
  const passages = kind === 'prompt' || kind === 'agent' ? [] : texts;
  return [
    scan(texts, {
      kind: 'template',
      signs: templateSigns,
      outcome: 'failed',
      none: 'No control token of a chat template stands in the texts.',
      some: (count) =>
        `${count} texts hold control tokens of a chat template, which would end the turn they stand in; take them out and publish again.`,
    }),
    scan(passages, {
      kind: 'instructions',
      signs: instructionSigns,
      outcome: 'warned',
      none: 'No passage speaks to a model.',
      some: (count) => `${count} passages read like instructions to a model; look at them, since buyers are told.`,
    }),
    scan(texts, {
      kind: 'personal',
      signs: personalSigns,
      outcome: 'warned',
      none: 'No personal particulars were found.',
      some: (count) => `${count} texts seem to hold personal particulars; make sure that they may be sold.`,
    }),
  ];
}

interface Scan {
  kind: CheckKind;
  signs: TextSign[];
  outcome: 'warned' | 'failed';
  none: string;
  some: (count: number) => string;
}

function scan(texts: readonly string[], { kind, signs, outcome, none, some }: Scan): CheckResult {
  const found: { sign: string; text: string }[] = [];
  let count = 0;
  for (const text of texts) {
    const first = firstSign(text, signs);
    if (!first) continue;
    count += 1;
    if (found.length < shownExamples) found.push(first);
  }
  if (count === 0) return { kind, outcome: 'passed', message: none, detail: {} };
  return { kind, outcome, message: some(count), detail: { count, examples: found } };
}

function firstSign(text: string, signs: TextSign[]): { sign: string; text: string } | null {
  for (const { name, pattern, isReal } of signs) {
    for (const match of text.matchAll(new RegExp(pattern, `${pattern.flags}g`))) {
      if (isReal && !isReal(match[0])) continue;
      const start = Math.max(0, match.index - aroundFound);
      return { sign: name, text: text.slice(start, match.index + match[0].length + aroundFound) };
    }
  }
  return null;
}
