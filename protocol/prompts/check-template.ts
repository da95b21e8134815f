import { type ArgumentPiece, parseTemplate, type TemplatePart } from './parse-template.ts';
import { builtInVariables, callerPrefix, dateOffset, templateFunctions } from './template-names.ts';

export interface TemplateProblem {
  /** UTF-16 units of the template. */
  start: number;
  end: number;
  message: string;
  /** Whether it only depends on the agent that uses the prompt: a variable that isn't built in. */
  isUnknownVariable: boolean;
}

/** What is wrong with a template: braces that can't be read, functions and variables that don't exist, arguments that can't be right. `variables` are the agent's own names. */
export function checkTemplate(template: string, variables: string[]): TemplateProblem[] {
  return parseTemplate(template).flatMap((part) => {
    const place = { start: part.start, end: part.end };
    if (part.kind === 'text') return [];
    if (part.kind === 'problem') return [{ ...place, message: part.message, isUnknownVariable: false }];
    const message = part.kind === 'call' ? wrongCall(part) : wrongName(part.name);
    const unknown = usedVariables(part).filter((name) => !isVariable(name, variables));
    return [
      ...(message ? [{ ...place, message, isUnknownVariable: false }] : []),
      ...unknown
        .filter(() => !message)
        .map((name) => ({ ...place, message: `There is no variable "${name}".`, isUnknownVariable: true })),
    ];
  });
}

/** The first problem of a template in words, or null; unknown variables count only where `variables` is given. */
export function templateProblem(template: string, variables?: string[]): string | null {
  const found = checkTemplate(template, variables ?? []).find((one) => variables || !one.isUnknownVariable);
  return found ? `${template.slice(found.start, Math.min(found.end, found.start + 80))}: ${found.message}` : null;
}

function isVariable(name: string, variables: string[]): boolean {
  if (name.startsWith(callerPrefix)) return name.length > callerPrefix.length;
  return variables.includes(name) || builtInVariables.some((known) => known === name);
}

function usedVariables(part: Extract<TemplatePart, { kind: 'variable' | 'call' }>): string[] {
  if (part.kind === 'variable') return [part.name];
  const given = part.name === 'plugin' ? part.arguments.slice(1) : part.arguments;
  return given.flat().flatMap((piece) => (typeof piece === 'string' ? [] : [piece.variable]));
}

/** A function that was written without its arguments. */
function wrongName(name: string): string | null {
  const known = builtInVariables.some((one) => one === name) ? undefined : templateFunctions[name];
  return known ? `"${name}" needs an argument, as in ${known.example}.` : null;
}

function wrongCall({ name, arguments: given }: Extract<TemplatePart, { kind: 'call' }>): string | null {
  const known = Object.hasOwn(templateFunctions, name) ? templateFunctions[name] : undefined;
  if (!known) return `There is no function "${name}"; there are ${Object.keys(templateFunctions).join(', ')}.`;
  if (given.length < known.least || given.length > known.most)
    return `"${name}" takes ${known.least === known.most ? known.least : `${known.least} to ${known.most}`} arguments, as in ${known.example}.`;
  if (name === 'get') return wrongAddress(given[0] ?? []);
  if (name === 'date') return wrongOffset(given[1]);
  return name === 'plugin' ? wrongPlugin(given[0] ?? []) : null;
}

function wrongAddress([first]: ArgumentPiece[]): string | null {
  if (typeof first !== 'string' || /^https:\/\//.test(first)) return null;
  return 'An address must begin with https://.';
}

function wrongOffset(pieces: ArgumentPiece[] | undefined): string | null {
  const [only] = pieces ?? [];
  if (pieces?.length !== 1 || typeof only !== 'string' || dateOffset.test(only)) return null;
  return `"${only}" can't move a date; write for example "+7d" or "-2w" (h, d, w, m, y).`;
}

function wrongPlugin([first]: ArgumentPiece[]): string | null {
  return first === undefined || typeof first === 'string' ? 'The name of the plugin stands without quotes.' : null;
}
