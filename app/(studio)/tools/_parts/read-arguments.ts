import type { z } from 'zod';
import { jsonValueSchema } from '#protocol/json-value.ts';
import type { ParameterRow } from './tool-form-values.ts';

type Json = z.core.util.JSONType;

/** Texts of a form as the values their arguments take; what is left empty is left out. Names the first that isn't what it should be. */
export function readArguments(
  filled: { row: Pick<ParameterRow, 'name' | 'type'>; text: string }[],
): { values: Record<string, Json> } | { wrong: string } {
  const values: Record<string, Json> = {};
  for (const { row, text } of filled) {
    if (text.trim() === '') continue;
    const value = row.type === 'string' ? text : readJson(text);
    const isNumber = row.type === 'integer' || row.type === 'number';
    if (value === undefined || (isNumber && typeof value !== 'number')) return { wrong: row.name };
    values[row.name] = value;
  }
  return { values };
}

function readJson(text: string): Json | undefined {
  try {
    return jsonValueSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
