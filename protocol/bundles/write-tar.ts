import { AppError } from '#protocol/errors.ts';
import { tarBlockBytes, tarHeader, tarPadding } from './tar-header.ts';

export interface TarFile {
  path: string;
  sizeBytes: number;
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The canonical tar of these files: the same files give the same bytes, in whatever order they come. Throws `invalid_input` for a repeated path or a content that isn't as long as said. */
export async function* writeTar(files: readonly TarFile[]): AsyncGenerator<Uint8Array, void, undefined> {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const repeated = sorted.find((file, index) => file.path === sorted[index - 1]?.path);
  if (repeated) throw new AppError('invalid_input', `The bundle would hold "${repeated.path}" twice.`);

  for (const file of sorted) {
    yield tarHeader(file.path, file.sizeBytes);
    let written = 0;
    for await (const part of file.content) {
      written += part.byteLength;
      yield part;
    }
    if (written !== file.sizeBytes) {
      throw new AppError('invalid_input', `"${file.path}" has ${written} bytes, not ${file.sizeBytes}.`);
    }
    yield new Uint8Array(tarPadding(file.sizeBytes));
  }
  yield new Uint8Array(2 * tarBlockBytes);
}

/** Length of the canonical tar of files with these sizes. */
export function tarSizeBytes(files: readonly { sizeBytes: number }[]): number {
  const sizes = files.map(({ sizeBytes }) => tarBlockBytes + sizeBytes + tarPadding(sizeBytes));
  return sizes.reduce((sum, size) => sum + size, 2 * tarBlockBytes);
}
