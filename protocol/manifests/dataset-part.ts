import { z } from 'zod';
import { limits } from '#protocol/limits.ts';

/** The only file of a dataset's bundle: one row a line. */
export const rowsPath = 'rows.jsonl';

const roleSchema = z.enum(['system', 'user', 'assistant'], { error: 'must be system, user or assistant' });

const messageSchema = z.strictObject(
  {
    role: roleSchema,
    content: z
      .string({ error: 'must be a text' })
      .min(1, 'must not be empty')
      .refine(
        (text) => text.isWellFormed() && !text.includes('\0'),
        'holds a character that is none (NUL or half a one)',
      ),
  },
  { error: (issue) => objectFault(issue, 'role and content') },
);

/** A row in the chat format of finetuning: a conversation whose last turn is what the model is to learn to say. */
export const datasetRowSchema = z.strictObject(
  {
    messages: z
      .array(messageSchema, { error: 'must be a list of messages' })
      .min(1, 'must hold messages')
      .refine((messages) => messages.at(-1)?.role === 'assistant', 'must end with a turn of the assistant'),
  },
  { error: (issue) => objectFault(issue, 'messages') },
);
export type DatasetRow = z.infer<typeof datasetRowSchema>;

function objectFault({ code, keys }: { code: string; keys?: string[] }, expected: string): string {
  if (code !== 'unrecognized_keys') return `must be an object with ${expected}`;
  return `has the field ${keys?.map((key) => JSON.stringify(key.slice(0, 60))).join(', ')}; only ${expected} can be read`;
}

const count = z.int().nonnegative();

/** A dataset in a bundle: the facts of its rows. */
export const datasetPartSchema = z.object({
  rows: z.int().positive().max(limits.datasetRows),
  /** Of all messages together. */
  characters: count,
  /** Messages of each role. */
  roles: z.object({ system: count, user: count, assistant: count }),
  /** Rows whose messages stand in an earlier row already. */
  duplicates: count,
});
export type DatasetPart = z.infer<typeof datasetPartSchema>;
