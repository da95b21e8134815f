import { escapeRegExp } from './escape-reg-exp.ts';
import { findJsonEnd, type JsonEnd } from './find-json-end.ts';
import type { ToolFormat } from './tool-format.ts';
import { isNested, type ToolFunction } from './tool-function.ts';

export type CallEvent =
  /** `at`: index of its first character in all that was pushed. */
  | { type: 'text'; text: string; at: number }
  /** A call begins; what follows are its arguments, until the next one begins. */
  | { type: 'call'; name: string }
  | { type: 'arguments'; text: string }
  /** The arguments are complete. */
  | { type: 'called' };

/** Tells calls from text in what a model generates, as it comes. */
export interface CallReader {
  push(text: string): CallEvent[];
  /** What is left when generation has ended. */
  end(): CallEvent[];
}

/**
 * Opens a reader for texts in this format. Spaces between the parts of a call don't matter; names that are no function's make no
 * call in a format without a mark. `isFormed`: text beside calls is an answer in a form, in which a mark means nothing; a message
 * is one or the other from its start on.
 */
export function openCallReader(format: ToolFormat, functions: ToolFunction[], { isFormed = false } = {}): CallReader {
  return new Reader(format, { functions, isFormed });
}

/** So much text without a complete head is no call. */
const longestHead = 300;

class Reader implements CallReader {
  private readonly format: ToolFormat;
  private readonly heads: RegExp[];
  /** Whether calls are told by how a message starts. */
  private readonly isByStart: boolean;
  /** How the first call starts, up to its name, without white space. */
  private readonly start: string;
  private pushed = 0;
  private state: 'text' | 'head' | 'arguments' = 'text';
  private held = '';
  private hasText = false;
  private hasCalls = false;
  private jsonEnd: JsonEnd | null = null;

  constructor(format: ToolFormat, { functions, isFormed }: { functions: ToolFunction[]; isFormed: boolean }) {
    this.format = format;
    this.heads = headPatterns(format, functions);
    this.isByStart = isFormed || format.mark === '';
    this.start = bare(format.kind === 'flat' ? '{"tool":"' : format.begin + format.open);
  }

  push(text: string): CallEvent[] {
    this.pushed += text.length;
    this.held += text;
    const events: CallEvent[] = [];
    for (let before = ''; before !== this.place() && this.held !== ''; ) {
      before = this.place();
      events.push(...this.step());
    }
    return events;
  }

  end(): CallEvent[] {
    const isText = this.state === 'text' || (this.state === 'head' && !this.hasCalls && this.isByStart);
    return isText ? this.show(this.held.length) : [];
  }

  private place(): string {
    return `${this.state} ${this.held.length}`;
  }

  private step(): CallEvent[] {
    if (this.state === 'text') return this.readText();
    return this.state === 'head' ? this.readHead() : this.readArguments();
  }

  private readText(): CallEvent[] {
    if (this.isByStart) return this.readStart();
    const { mark } = this.format;
    const at = this.held.indexOf(mark);
    if (at < 0) return this.show(this.held.length - heldBack(this.held, mark));
    const shown = this.show(this.held.slice(0, at).trimEnd().length);
    this.state = 'head';
    return shown;
  }

  private readStart(): CallEvent[] {
    if (this.hasText) return this.show(this.held.length);
    if (this.held.trim() !== '') this.state = 'head';
    return [];
  }

  private readHead(): CallEvent[] {
    const heads = this.heads.map((head) => head.exec(this.held)).filter((match) => match !== null);
    const [match] = heads.toSorted((a, b) => a.index - b.index);
    const isFirst = this.isByStart && !this.hasCalls;
    if (match?.groups?.name && !(isFirst && bare(this.held.slice(0, match.index)) !== bare(this.format.begin))) {
      return this.beginCall(match[0], { at: match.index, name: match.groups.name });
    }
    if (this.hasCalls || (this.held.length < longestHead && !(isFirst && !this.mayBegin()))) return [];
    this.state = 'text';
    return this.show(this.held.length);
  }

  /** Whether a call may still come of the message's start. */
  private mayBegin(): boolean {
    const held = bare(this.held);
    return held.startsWith(this.start) || this.start.startsWith(held);
  }

  /** In the flat form the opening brace stands in front of the name. */
  private beginCall(head: string, { at, name }: { at: number; name: string }): CallEvent[] {
    const isFlat = this.format.kind === 'flat' && !/"arguments"\s*:\s*$/.test(head);
    this.held = this.held.slice(at + head.length);
    this.state = 'arguments';
    this.hasCalls = true;
    this.jsonEnd = findJsonEnd(isFlat ? 1 : 0);
    return [{ type: 'call', name }, ...(isFlat ? [{ type: 'arguments' as const, text: '{' }] : [])];
  }

  private readArguments(): CallEvent[] {
    const end = this.jsonEnd?.push(this.held) ?? null;
    const text = this.held.slice(0, end ?? undefined);
    this.held = this.held.slice(text.length);
    if (end === null) return [{ type: 'arguments', text }];
    this.state = 'head';
    return [{ type: 'arguments', text }, { type: 'called' }];
  }

  private show(length: number): CallEvent[] {
    const text = this.held.slice(0, length);
    if (text === '') return [];
    const at = this.pushed - this.held.length;
    this.held = this.held.slice(length);
    this.hasText = true;
    return [{ type: 'text', text, at }];
  }
}

/** Length of the end of a text that may belong to a call: the start of a mark, and white space in front of one. */
function heldBack(text: string, mark: string): number {
  let length = Math.min(mark.length - 1, text.length);
  while (length > 0 && !text.endsWith(mark.slice(0, length))) length -= 1;
  const before = text.slice(0, text.length - length);
  return length + before.length - before.trimEnd().length;
}

/** What stands in front of a call's arguments. */
function headPatterns(format: ToolFormat, functions: ToolFunction[]): RegExp[] {
  const name = '(?<name>[a-zA-Z_][a-zA-Z0-9_-]*)';
  if (format.kind === 'wrapped') {
    return [
      new RegExp(
        `${literal(format.open)}${format.mark === '' ? oneOf(functions) : name}${literal(format.middle)}(?=\\{)`,
      ),
    ];
  }
  const nested = functions.filter(isNested);
  const flat = functions.filter((one) => !isNested(one));
  const open = '\\{\\s*"tool"\\s*:\\s*"';
  return [
    ...(nested.length > 0 ? [new RegExp(`${open}${oneOf(nested)}"\\s*,\\s*"arguments"\\s*:\\s*(?=\\{)`)] : []),
    ...(flat.length > 0 ? [new RegExp(`${open}${oneOf(flat)}"\\s*(?:,\\s*(?=")|(?=\\}))`)] : []),
  ];
}

function oneOf(functions: ToolFunction[]): string {
  return `(?<name>${functions.map(({ name }) => escapeRegExp(name)).join('|')})`;
}

function bare(text: string): string {
  return text.replaceAll(/\s/g, '');
}

/** A literal text in which white space is free. */
function literal(text: string): string {
  return text.split(/\s+/).map(escapeRegExp).join('\\s*');
}
