import { bytesToHex } from 'viem';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { type BundleManifest, bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { verifyBundleManifest } from '#protocol/signing/verify-bundle-manifest.ts';
import { openContentRoot } from './content-root.ts';
import { type Hashing, joinBytes, portableHashing } from './hashing.ts';
import { readTar } from './read-tar.ts';

/** `manifest.json`, in every bundle. */
export const manifestPath = 'manifest.json';
const maxManifestBytes = 8 * 1024 * 1024;

export interface ReadBundleOptions {
  hashing?: Hashing;
  maxBytes?: number;
  /** Gets every file but the manifest, in the order of paths, and reads all of it. Nothing is verified before `readBundle` has returned. */
  onFile?: (path: string, content: AsyncIterable<Uint8Array>) => Promise<void>;
}

export interface ReadBundle {
  manifest: BundleManifest;
  /** The manifest as it stands in the bundle, with what this version doesn't know: what the signature is over. */
  signedManifest: Record<string, unknown>;
  contentRoot: string;
  sizeBytes: number;
}

/**
 * Reads a bundle from its tar and verifies all of it: canonical form, manifest and its signature, and that the files are those the manifest lists.
 * Throws `unreadable_document` (damaged), `invalid_input` (a manifest or format this version can't read), `forbidden` (signature), `too_large`.
 */
export async function readBundle(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ReadBundleOptions = {},
): Promise<ReadBundle> {
  const { hashing = portableHashing, maxBytes = limits.bundleSizeBytes } = options;
  const root = openContentRoot(hashing);
  let sizeBytes = 0;
  async function* counted() {
    for await (const part of source) {
      sizeBytes += part.byteLength;
      root.update(part);
      yield part;
    }
  }
  const seen = new Map<string, FileFacts>();
  let manifestBytes: Uint8Array | undefined;

  for await (const entry of readTar(counted(), { maxFiles: 10_001, maxBytes })) {
    if (entry.path === manifestPath) {
      manifestBytes = await readManifest(entry);
      continue;
    }
    const hash = hashing.open();
    await (options.onFile ?? drain)(entry.path, hashed(entry.content, hash));
    seen.set(entry.path, { sizeBytes: entry.sizeBytes, sha256: bytesToHex(hash.digest()).slice(2) });
  }
  const { manifest, signedManifest } = parseManifest(manifestBytes);
  assertFilesAreListed(manifest, seen);
  await verifyBundleManifest({ ...signedManifest, creator: manifest.creator, signature: manifest.signature });
  return { manifest, signedManifest, contentRoot: root.root(), sizeBytes };
}

interface FileFacts {
  sizeBytes: number;
  sha256: string;
}

async function readManifest(entry: { sizeBytes: number; content: AsyncIterable<Uint8Array> }): Promise<Uint8Array> {
  if (entry.sizeBytes > maxManifestBytes) {
    throw new AppError(
      'too_large',
      `The bundle's manifest has ${entry.sizeBytes} bytes; ${maxManifestBytes} are read.`,
    );
  }
  const parts: Uint8Array[] = [];
  for await (const part of entry.content) parts.push(part);
  return joinBytes(parts);
}

/** Passes everything on, and hashes also what the reader leaves. */
async function* hashed(
  content: AsyncIterable<Uint8Array>,
  hash: { update(bytes: Uint8Array): void },
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const part of content) {
    hash.update(part);
    yield part;
  }
}

async function drain(_path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _part of content);
}

function parseManifest(bytes: Uint8Array | undefined): Pick<ReadBundle, 'manifest' | 'signedManifest'> {
  if (!bytes) throw new AppError('unreadable_document', 'This is not a GaiaNet bundle: it has no manifest.json.');
  const json = parseJson(bytes);
  const parsed = bundleManifestSchema.safeParse(json);
  if (parsed.success) return { manifest: parsed.data, signedManifest: z.record(z.string(), z.unknown()).parse(json) };
  const wrongFormat = parsed.error.issues.find(({ path }) => path[0] === 'format');
  const reason = wrongFormat ? `format ${wrongFormat.message}` : z.prettifyError(parsed.error);
  throw new AppError('invalid_input', `The bundle's manifest can't be read: ${reason}`, { param: 'manifest' });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError('unreadable_document', "The bundle's manifest.json is not JSON.", { cause });
  }
}

/** Files with `sources` lie elsewhere; every other one must be there, and nothing else. */
function assertFilesAreListed(manifest: BundleManifest, seen: ReadonlyMap<string, FileFacts>): void {
  const inside = manifest.files.filter((file) => !file.sources);
  for (const file of inside) {
    const found = seen.get(file.path);
    if (found?.sha256 === file.sha256 && found.sizeBytes === file.sizeBytes) continue;
    const what = found ? 'is not the file that the manifest describes' : 'is missing';
    throw new AppError('unreadable_document', `"${file.path}" ${what}; get the bundle again.`);
  }
  if (new Set(inside.map(({ path }) => path)).size !== seen.size) {
    throw new AppError('unreadable_document', 'The bundle holds files that its manifest does not list.');
  }
}
