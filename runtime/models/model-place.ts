import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const stampSchema = z.object({ sizeBytes: z.number(), modifiedMs: z.number() });

/** Where the model with this hash lies in a store. */
export function modelPath(folder: string, model: { sha256: string; fileName: string }): string {
  return path.join(folder, model.sha256, model.fileName);
}

/** Whether the file is there, whole, and unchanged since its hash was last found right. Reads no content. */
export async function isKept(file: string): Promise<boolean> {
  try {
    const [text, now] = await Promise.all([readFile(`${file}.verified`, 'utf8'), stat(file)]);
    const stamp = stampSchema.parse(JSON.parse(text));
    return stamp.sizeBytes === now.size && stamp.modifiedMs === now.mtimeMs;
  } catch {
    return false;
  }
}

/** Notes that the file's hash was found right just now. */
export async function markKept(file: string): Promise<void> {
  const { size, mtimeMs } = await stat(file);
  await writeFile(`${file}.verified`, JSON.stringify({ sizeBytes: size, modifiedMs: mtimeMs }));
}
