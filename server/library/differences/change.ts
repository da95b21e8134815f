import { canonicalJson } from '#protocol/canonical-json.ts';
import { type DiffLine, diffLines } from './diff-lines.ts';

/** What of a component changed; screens put it into words. */
const changeFields = [
  'name',
  'description',
  'model-description',
  'kind',
  'role',
  'text',
  'rag-text',
  'examples',
  'endpoint',
  'host',
  'secret',
  'parameter',
  'output',
  'source',
  'permission',
  'model',
  'knowledge',
  'hosted',
  'tool',
  'plugin',
  'rule',
  'code',
  'template',
  'weights',
  'rows',
  'changed-rows',
  'setting',
] as const;
type ChangeField = (typeof changeFields)[number];

/** One thing that a newer version of a component does otherwise than the present one. */
export interface Change {
  field: ChangeField;
  /** Which one, where there are several: a parameter's name, a host. */
  subject: string;
  /** Tool or plugin of an agent that it is about; empty for the component itself. */
  of: string;
  /** Short values; null where there was, or is, none. */
  before: string | null;
  after: string | null;
  /** For long texts, in place of the values. */
  lines: DiffLine[];
  /** The newer version may do, reach or want more than the present one: worth a look before it runs. */
  asksMore: boolean;
}

type Told = Pick<Change, 'field'> & Partial<Change>;

/** A change of a value; nothing where both are equal. */
export function valueChange(told: Told & { before: string | null; after: string | null }): Change[] {
  if (told.before === told.after) return [];
  return [{ subject: '', of: '', lines: [], asksMore: false, ...told }];
}

/** A change of a longer text, told by its lines. */
export function textChange(told: Told, { before, after }: { before: string; after: string }): Change[] {
  const lines = diffLines(before, after);
  if (lines.length === 0) return [];
  return [{ subject: '', of: '', asksMore: false, ...told, before: null, after: null, lines }];
}

/** What is only in one of two lists. What is new asks for more, where `asksMore` says so. */
export function listChanges(
  told: Told,
  { before, after }: { before: readonly string[]; after: readonly string[] },
): Change[] {
  const { asksMore = false, ...rest } = told;
  return [
    ...after
      .filter((one) => !before.includes(one))
      .flatMap((one) => valueChange({ ...rest, subject: one, before: null, after: one, asksMore })),
    ...before
      .filter((one) => !after.includes(one))
      .flatMap((one) => valueChange({ ...rest, subject: one, before: one, after: null })),
  ];
}

/** Changes of the named values of two objects; each value as JSON. */
export function entryChanges(told: Told, { before, after }: { before: object; after: object }): Change[] {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const written = (values: Map<string, unknown>, key: string) => (values.has(key) ? asText(values.get(key)) : null);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((subject) =>
    valueChange({ ...told, subject, before: written(was, subject), after: written(is, subject) }),
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}
