export interface TemplateDifference {
  isSame: boolean;
  /** Statements and texts, one a line, that the base has not; and those it has more. */
  added: string[];
  removed: string[];
  /** Words that the template itself says to the model, and the base's doesn't. */
  addedTexts: string[];
}

/** What a chat template does and says otherwise than another one. White space between statements, and which quotes a text stands in, make no difference. */
export function compareTemplates(base: string, own: string): TemplateDifference {
  const [before, after] = [partsOf(base), partsOf(own)];
  const added = without(after, before);
  const removed = without(before, after);
  const baseTexts = new Set(before.flatMap(textsOf));
  const addedTexts = [...new Set(after.flatMap(textsOf))].filter((text) => !baseTexts.has(text) && hasWords(text));
  return { isSame: added.length === 0 && removed.length === 0, added, removed, addedTexts };
}

/** Statements, expressions, and the text between them: each trimmed, nothing for white space. Comments are said to nobody. */
function partsOf(template: string): string[] {
  return template
    .split(/(\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}|\{#[\s\S]*?#\})/)
    .map(normalised)
    .filter((part) => part !== '' && !part.startsWith('{#'));
}

function normalised(part: string): string {
  const inside = /^(\{[%{])-?\s*([\s\S]*?)\s*-?([%}]\})$/.exec(part.trim());
  if (!inside) return part.trim();
  const [, opening = '', content = '', closing = ''] = inside;
  const text = content.replace(/'((?:[^'\\]|\\.)*)'/g, (whole, quoted: string) =>
    quoted.includes('"') ? whole : `"${quoted}"`,
  );
  return `${opening} ${text.replace(/\s+/g, ' ')} ${closing}`;
}

/** As bags: a statement that comes twice as often is one more. */
function without(parts: string[], others: string[]): string[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1);
  return parts.filter((part) => {
    const count = left.get(part) ?? 0;
    left.set(part, count - 1);
    return count <= 0;
  });
}

/** Texts in quotes within a statement, and text outside of all; as the model reads them. */
function textsOf(part: string): string[] {
  if (!part.startsWith('{%') && !part.startsWith('{{')) return sentencesOf(part);
  const quoted = part.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g) ?? [];
  return quoted.flatMap((text) => sentencesOf(text.slice(1, -1)));
}

/** Control tokens are no words of it; a line is told by itself. */
function sentencesOf(text: string): string[] {
  return text
    .replaceAll('\\n', '\n')
    .replaceAll(/<\|[^|>]*\|>/g, '\n')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Two words at least: names of roles and keys instruct nobody. */
function hasWords(text: string): boolean {
  return /\p{L}{2,}[^\p{L}]+\p{L}{2,}/u.test(text);
}
