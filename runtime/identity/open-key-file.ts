import { AppError } from '#protocol/errors.ts';
import { decryptKeystore } from './decrypt-keystore.ts';
import { keystoreSchema } from './keystore-schema.ts';
import { readFileIfAny } from './read-file-if-any.ts';
import { writePrivateFile } from './write-private-file.ts';

export interface KeyFile {
  path: string;
  password: string;
  /** A new key as a keystore, where there is no file yet. */
  create: () => Promise<object>;
  /** What is said of a file that can't be read, behind its path. */
  refusal: string;
}

/** The key in a keystore file (0600), which is made where there is none; of several processes at once all get the first one's. Throws `invalid_input` for a file that is no keystore or whose password is another. */
export async function openKeyFile(file: KeyFile): Promise<`0x${string}`> {
  const content = readFileIfAny(file.path) ?? (await createFile(file));
  return decryptKeystore(parse(file, content), file.password);
}

/** Writes a new key, unless another process was faster; returns what stands in the file. */
async function createFile({ path, create }: KeyFile): Promise<string> {
  const content = `${JSON.stringify(await create(), null, 2)}\n`;
  try {
    writePrivateFile(path, { content, mode: 'create' });
    return content;
  } catch (error) {
    const winner = readFileIfAny(path);
    if (winner === null) throw error;
    return winner;
  }
}

function parse({ path, refusal }: KeyFile, content: string) {
  try {
    return keystoreSchema.parse(JSON.parse(content));
  } catch (cause) {
    throw new AppError('invalid_input', `${path} ${refusal}`, { cause });
  }
}
