import { hash } from 'node:crypto';
import { chunkId } from '#protocol/bundles/chunk-id.ts';
import { contentRoot } from '#protocol/bundles/content-root.ts';
import { joinBytes } from '#protocol/bundles/hashing.ts';
import { vectorToBytes } from '#protocol/bundles/vector-bytes.ts';
import { writeTar } from '#protocol/bundles/write-tar.ts';
import type { EmbeddingFingerprint, KnowledgeReference } from '#protocol/manifests/agent-manifest.ts';
import type { BundleChunk, BundleDocument } from '#protocol/manifests/bundle-manifest.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import { signBundleManifest } from '#protocol/signing/sign-bundle-manifest.ts';
import { nativeHashing } from '#runtime/knowledge/native-hashing.ts';

export interface TestBundle {
  bytes: Uint8Array;
  reference: KnowledgeReference;
}

const creator = openTypedSigner(`0x${'51'.repeat(32)}`);

/** A signed knowledge bundle of one document, "credits.md", whose chunks are these texts. */
export async function makeKnowledgeBundle(input: {
  texts: string[];
  fingerprint: EmbeddingFingerprint;
  embed: (texts: string[]) => Promise<Float32Array[]>;
  version?: number;
}): Promise<TestBundle> {
  const { texts, fingerprint, version = 1 } = input;
  const document = describeDocument(texts);
  const chunks = texts.map((text, ordinal) => describeChunk({ text, ordinal }, document));
  const vectors = await input.embed(texts);
  const files = [
    { path: 'documents.jsonl', bytes: lines([document]) },
    { path: 'chunks.jsonl', bytes: lines(chunks) },
    { path: 'vectors.f32', bytes: joinBytes(vectors.map(vectorToBytes)) },
  ];
  const manifest = {
    format: 'gaianet.bundle/1',
    kind: 'knowledge',
    name: 'Credits',
    version,
    createdAt: '2026-01-01T00:00:00Z',
    creator: creator.address,
    licence: 'CC0-1.0',
    files: files.map(({ path, bytes }) => ({ path, sizeBytes: bytes.byteLength, sha256: hash('sha256', bytes) })),
    knowledge: {
      documents: 1,
      chunks: chunks.length,
      fingerprint,
      chunking: { targetTokens: 160, maxTokens: 220, overlapTokens: 24 },
      evidenceThreshold: null,
    },
  };
  const signature = await signBundleManifest(creator, manifest);
  const bytes = await tarOf([...files, { path: 'manifest.json', bytes: encode({ ...manifest, signature }) }]);
  const root = contentRoot(bytes, nativeHashing);
  return { bytes, reference: { name: 'Credits', version, contentRoot: root, sizeBytes: bytes.byteLength } };
}

function describeDocument(texts: string[]): BundleDocument {
  const text = texts.join('\n');
  const bytes = Buffer.from(text);
  return {
    name: 'credits.md',
    title: 'Credits',
    mime: 'text/markdown',
    sha256: hash('sha256', bytes),
    sizeBytes: bytes.byteLength,
    text,
    pageCount: null,
  };
}

function describeChunk({ text, ordinal }: { text: string; ordinal: number }, document: BundleDocument): BundleChunk {
  const startOffset = document.text.indexOf(text);
  const place = { documentSha256: document.sha256, headingPath: [], text, occurrence: 0 };
  return {
    id: chunkId(place, nativeHashing),
    document: document.sha256,
    ordinal: ordinal * 2,
    headingPath: [],
    pageStart: null,
    pageEnd: null,
    startOffset,
    endOffset: startOffset + text.length,
    text,
    tokenCount: text.split(' ').length,
  };
}

async function tarOf(files: { path: string; bytes: Uint8Array }[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const tar = writeTar(files.map(({ path, bytes }) => ({ path, sizeBytes: bytes.byteLength, content: [bytes] })));
  for await (const part of tar) parts.push(part);
  return joinBytes(parts);
}

function lines(rows: object[]): Uint8Array {
  return Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

function encode(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
