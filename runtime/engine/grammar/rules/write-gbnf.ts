import type { CodeRange, Expression } from './expression.ts';

/** llama.cpp refuses repetitions from 2,000, multiplied where they nest; longer ones than this are halved into rules. */
const longestRepeat = 64;

/** Writes rules as GBNF; the root comes first, called `root`. */
export function writeGbnf(rules: ReadonlyMap<string, Expression>, root: string): string {
  const writer = new Writer();
  writer.lines.set('root', root);
  for (const [name, body] of rules) writer.lines.set(name, writer.body(body));
  return [...writer.lines].map(([name, body]) => `${name} ::= ${body}\n`).join('');
}

class Writer {
  readonly lines = new Map<string, string>();
  private readonly extraRules = new Map<string, string>();

  body(expression: Expression): string {
    if (expression.kind !== 'choice') return this.inSequence(expression);
    return expression.options.map((option) => this.inSequence(option)).join(' | ');
  }

  private inSequence(expression: Expression): string {
    if (expression.kind !== 'sequence') return this.atom(expression);
    if (expression.parts.length === 0) return '""';
    return expression.parts.map((part) => this.atom(part)).join(' ');
  }

  private atom(expression: Expression): string {
    switch (expression.kind) {
      case 'text':
        return quote(expression.text);
      case 'chars':
        return `[${expression.ranges.map(rangeText).join('')}]`;
      case 'rule':
        return expression.name;
      case 'repeat':
        return this.repeat(expression);
      default:
        return `(${this.body(expression)})`;
    }
  }

  private repeat({ part, min, max }: Extract<Expression, { kind: 'repeat' }>): string {
    if (min === 0 && max === 1) return `${this.atom(part)}?`;
    const isSimple = part.kind === 'rule' || part.kind === 'chars';
    const unit = isSimple ? this.atom(part) : this.extraRule(this.body(part));
    if (max === Number.POSITIVE_INFINITY) return min === 0 ? `${unit}*` : `${this.exactly(unit, min)} ${unit}*`;
    if (max <= longestRepeat) return min === max ? `${unit}{${min}}` : `${unit}{${min},${max}}`;
    if (min === 0) return this.upTo(unit, max);
    return min === max ? this.exactly(unit, min) : `${this.exactly(unit, min)} ${this.upTo(unit, max - min)}`;
  }

  private exactly(unit: string, count: number): string {
    if (count === 1) return unit;
    if (count <= longestRepeat) return `${unit}{${count}}`;
    const half = Math.floor(count / 2);
    return this.extraRule(`${this.exactly(unit, half)} ${this.exactly(unit, count - half)}`);
  }

  /** Of each count there is one derivation: the shorter half, or more than it and then the rest. */
  private upTo(unit: string, count: number): string {
    if (count <= longestRepeat) return `${unit}{0,${count}}`;
    const half = Math.floor(count / 2);
    const longer = `${this.exactly(unit, half + 1)} ${this.upTo(unit, count - half - 1)}`;
    return this.extraRule(`${this.upTo(unit, half)} | ${longer}`);
  }

  /** The rule of this body, which is shared. */
  private extraRule(body: string): string {
    const known = this.extraRules.get(body);
    if (known) return known;
    const name = `part-${this.extraRules.size + 1}`;
    this.extraRules.set(body, name);
    this.lines.set(name, body);
    return name;
  }
}

function quote(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
}

function rangeText([first, last]: CodeRange): string {
  return first === last ? codeText(first) : `${codeText(first)}-${codeText(last)}`;
}

function codeText(code: number): string {
  const letter = String.fromCodePoint(code);
  if (/^[0-9A-Za-z]$/.test(letter)) return letter;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xff_ff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
