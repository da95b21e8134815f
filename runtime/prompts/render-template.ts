import { AppError } from '#protocol/errors.ts';
import { type ArgumentPiece, parseTemplate, type TemplatePart } from '#protocol/prompts/parse-template.ts';

const mostCalls = 8;

export interface RenderInput {
  template: string;
  values: ReadonlyMap<string, string>;
  /** Names whose values the agent's author wrote. */
  ownNames: ReadonlySet<string>;
  call: (name: string, given: string[]) => Promise<string>;
}

export interface Rendered {
  text: string;
  /** What failed, in words; the text says it in the same place. */
  notes: string[];
}

/** A template with its values and the results of its functions, called side by side. Values and results are put in as they are and never read as a template again. What fails leaves a visible note. */
export async function renderTemplate(input: RenderInput): Promise<Rendered> {
  const parts = parseTemplate(input.template);
  const calls = parts.filter(({ kind }) => kind === 'call');
  const texts = await Promise.all(parts.map((part) => renderPart(part, { ...input, order: calls.indexOf(part) })));
  return {
    text: texts.map((one) => (one.note !== undefined ? `[${one.note}]` : one.text)).join(''),
    notes: texts.flatMap((one) => (one.note !== undefined ? [one.note] : [])),
  };
}

type Piece = { text: string; note?: undefined } | { note: string };

async function renderPart(part: TemplatePart, input: RenderInput & { order: number }): Promise<Piece> {
  if (part.kind === 'text') return { text: part.text };
  if (part.kind === 'problem') return { note: `this prompt has a mistake: ${part.message}` };
  if (part.kind === 'variable') return variable(part.name, input.values);
  const label = part.name.replaceAll('_', ' ');
  try {
    if (input.order >= mostCalls) throw new AppError('conflict', `a prompt may call at most ${mostCalls} functions`);
    return { text: await input.call(part.name, argumentsOf(part, input)) };
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'client_closed') throw cause;
    return {
      note: `${label} failed: ${cause instanceof AppError ? cause.message : 'something went wrong on the node'}`,
    };
  }
}

function variable(name: string, values: RenderInput['values']): Piece {
  const text = values.get(name);
  if (text !== undefined) return { text };
  return { note: name.startsWith('caller.') ? `the caller sent no "${name.slice(7)}"` : `unknown name "${name}"` };
}

function argumentsOf(part: Extract<TemplatePart, { kind: 'call' }>, input: RenderInput): string[] {
  const [first, ...rest] = part.arguments;
  const [name] = first ?? [];
  if (part.name === 'plugin' && typeof name === 'object')
    return [name.variable, ...rest.map((one) => joined(one, input.values))];
  if (part.name === 'get') return [addressOf(first ?? [], input), ...rest.map((one) => joined(one, input.values))];
  return part.arguments.map((one) => joined(one, input.values));
}

function joined(pieces: ArgumentPiece[], values: RenderInput['values']): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : valueNamed(piece.variable, values))).join('');
}

function valueNamed(name: string, values: RenderInput['values']): string {
  const found = variable(name, values);
  if (found.note !== undefined) throw new AppError('invalid_input', found.note);
  return found.text;
}

/** Others' values are encoded, and may only stand behind a host that the author wrote: they can't lead the request elsewhere. */
function addressOf(pieces: ArgumentPiece[], { values, ownNames }: RenderInput): string {
  const isOwn = (piece: ArgumentPiece) => typeof piece === 'string' || ownNames.has(piece.variable);
  const firstForeign = pieces.findIndex((piece) => !isOwn(piece));
  const own = joined(firstForeign < 0 ? pieces : pieces.slice(0, firstForeign), values);
  if (!/^https:\/\/[^/?#\\@]+(?:[/?#]|$)/.test(own) || (firstForeign >= 0 && /^https:\/\/[^/?#]*$/.test(own)))
    throw new AppError('invalid_input', 'its address must begin with https:// and a host that the prompt itself names');
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const value = valueNamed(piece.variable, values);
      return isOwn(piece) ? value : encodeURIComponent(value);
    })
    .join('');
}
