import { hash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { type DatasetPart, type DatasetRow, datasetRowSchema } from '#protocol/manifests/dataset-part.ts';
import { filledLines } from './filled-lines.ts';

export interface FoundRow {
  /** Its line in the file, from 1. */
  line: number;
  messages: DatasetRow['messages'];
  /** Of its messages: equal rows have equal hashes. */
  hash: string;
}

const toldFaults = 5;

/**
 * Reads the rows of a JSONL file as it streams, telling each to `onRow`, and gives their facts. Blank lines are left out. Throws `invalid_input` naming the first wrong lines, or for a
 * file that is no UTF-8 or has no rows, and `too_large`.
 */
export async function readDatasetRows(
  source: AsyncIterable<Uint8Array>,
  onRow: (row: FoundRow) => void = () => {},
): Promise<DatasetPart> {
  const facts: DatasetPart = { rows: 0, characters: 0, roles: { system: 0, user: 0, assistant: 0 }, duplicates: 0 };
  const seen = new Set<string>();
  const faults: string[] = [];
  for await (const { line, text } of filledLines(source)) {
    const read = readRow(text);
    if (typeof read === 'string') {
      faults.push(`line ${line}: ${read}`);
      if (faults.length === toldFaults) break;
      continue;
    }
    const row = { line, messages: read.messages, hash: hash('sha256', JSON.stringify(read.messages), 'base64') };
    countRow(facts, { row, seen });
    onRow(row);
  }
  assertNone(faults);
  if (facts.rows > 0) return facts;
  throw new AppError('invalid_input', 'The file has no rows; each line has to be one: {"messages": […]}.');
}

function assertNone(faults: string[]): void {
  if (faults.length === 0) return;
  const more = faults.length === toldFaults ? '; later lines were not read' : '';
  throw new AppError('invalid_input', `Nothing was kept, since rows are wrong: ${faults.join('; ')}${more}.`);
}

function countRow(facts: DatasetPart, { row, seen }: { row: FoundRow; seen: Set<string> }): void {
  facts.rows += 1;
  if (facts.rows > limits.datasetRows) {
    throw new AppError('too_large', `The dataset has more than ${limits.datasetRows} rows, the limit; split it.`);
  }
  if (seen.has(row.hash)) facts.duplicates += 1;
  seen.add(row.hash);
  for (const { role, content } of row.messages) {
    facts.roles[role] += 1;
    facts.characters += content.length;
  }
}

/** The row, or what is wrong with it. */
function readRow(text: string): DatasetRow | string {
  if (text.length > limits.datasetRowLength)
    return `has more than ${limits.datasetRowLength} characters, the limit of a row`;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return `is not JSON; {"messages": […]} is expected`;
  }
  const parsed = datasetRowSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = z.core.toDotPath(issue?.path ?? []);
  return `${where === '' ? 'the row' : where} ${issue?.message ?? ''}`;
}
