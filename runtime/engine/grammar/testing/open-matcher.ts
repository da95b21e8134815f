import type { Expression } from '#runtime/engine/grammar/rules/expression.ts';
import { readGbnf } from './read-gbnf.ts';

/** A recogniser of a grammar's texts, by all ways at once. */
export function openMatcher(grammar: string): (text: string) => boolean {
  const rules = readGbnf(grammar);
  return (text) => new Match(rules, [...text]).ends({ kind: 'rule', name: 'root' }, 0).has([...text].length);
}

class Match {
  private readonly rules: Map<string, Expression>;
  private readonly letters: string[];
  private readonly known = new Map<string, Set<number>>();

  constructor(rules: Map<string, Expression>, letters: string[]) {
    this.rules = rules;
    this.letters = letters;
  }

  /** Where a part can end that begins here. */
  ends(part: Expression, at: number): Set<number> {
    switch (part.kind) {
      case 'text':
        return this.literal([...part.text], at);
      case 'chars': {
        const code = this.letters[at]?.codePointAt(0) ?? -1;
        return new Set(part.ranges.some(([first, last]) => first <= code && code <= last) ? [at + 1] : []);
      }
      case 'sequence':
        return part.parts.reduce((from, inner) => this.after(inner, from), new Set([at]));
      case 'choice':
        return new Set(part.options.flatMap((option) => [...this.ends(option, at)]));
      case 'repeat':
        return this.repeated(part, at);
      case 'rule':
        return this.named(part.name, at);
    }
  }

  private literal(letters: string[], at: number): Set<number> {
    return new Set(letters.every((letter, index) => this.letters[at + index] === letter) ? [at + letters.length] : []);
  }

  private after(part: Expression, from: Set<number>): Set<number> {
    return new Set([...from].flatMap((at) => [...this.ends(part, at)]));
  }

  private repeated({ part, min, max }: Extract<Expression, { kind: 'repeat' }>, at: number): Set<number> {
    let from = new Set([at]);
    const found = new Set(min === 0 ? [at] : []);
    for (let count = 1; count <= max && from.size > 0; count += 1) {
      from = this.after(part, from);
      if (count < min) continue;
      const before = found.size;
      for (const end of from) found.add(end);
      if (found.size === before) break;
    }
    return found;
  }

  private named(name: string, at: number): Set<number> {
    const key = `${name} ${at}`;
    const known = this.known.get(key);
    if (known) return known;
    const body = this.rules.get(name);
    if (!body) throw new Error(`No rule is called ${name}.`);
    // A rule that leads into itself without a character would come back here.
    this.known.set(key, new Set());
    const ends = this.ends(body, at);
    this.known.set(key, ends);
    return ends;
  }
}
