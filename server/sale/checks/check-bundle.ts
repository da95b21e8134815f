import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import type { OwnVersion } from '#server/sale/find-own-version.ts';
import type { CheckResult } from '#server/sale/sale-state.ts';
import type { BundleText } from './bundle-text.ts';
import { readTexts } from './read-texts.ts';

/** Whether the bundle is there, whole, signed, and the one of its root: files are edited on disks, and disks fail. Its texts where it is. */
export async function checkBundle(
  deps: Pick<Deps, 'blobs'>,
  version: OwnVersion,
): Promise<{ result: CheckResult; texts: BundleText[] | null }> {
  const { contentRoot, blobSha256 } = version;
  try {
    const read = await readTexts(deps.blobs.read(blobSha256));
    if (read.contentRoot === contentRoot) {
      const result = { kind: 'bundle', outcome: 'passed', message: 'The bundle is here, whole and signed.' } as const;
      return { result: { ...result, detail: { contentRoot } }, texts: read.texts };
    }
    const message = `The stored bundle was changed: its root is ${read.contentRoot}, and the version says ${contentRoot}. Publish a new version.`;
    return { result: { kind: 'bundle', outcome: 'failed', message, detail: { root: read.contentRoot } }, texts: null };
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    const message = `The stored bundle can't be read: ${cause.message} Publish a new version.`;
    return { result: { kind: 'bundle', outcome: 'failed', message, detail: { code: cause.code } }, texts: null };
  }
}
