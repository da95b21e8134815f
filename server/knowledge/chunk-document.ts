import { chunkId } from '#protocol/bundles/chunk-id.ts';
import type { BundleChunk, ChunkingSettings } from '#protocol/manifests/bundle-manifest.ts';
import { nativeHashing } from '#server/components/native-hashing.ts';
import { type PackedBlock, packPieces } from './chunking/pack-pieces.ts';
import { divideSpan, type Span, splitPieces } from './chunking/split-pieces.ts';
import { type Section, splitSections } from './chunking/split-sections.ts';
import { embeddingText } from './embedding-text.ts';
import { pageAt, pageOffsets } from './page-offsets.ts';

export interface ChunkDocumentInput {
  documentSha256: string;
  /** Parsed Markdown. */
  text: string;
  hasPages: boolean;
  settings: ChunkingSettings;
  /** Tokens of each text, by the tokenizer of the embedding model. */
  countTokens: (texts: string[]) => Promise<number[]>;
}

interface Draft extends Span {
  headingPath: string[];
  tokens: number;
}

/** Rounds in which what is still too long is divided again. */
const rounds = 12;

/**
 * Cuts a document into chunks along its headings, paragraphs, tables and code. `text` is exactly the document between the two offsets; what is
 * embedded (heading path and text) has at most `settings.maxTokens`. The same input gives the same chunks.
 */
export async function chunkDocument(input: ChunkDocumentInput): Promise<BundleChunk[]> {
  const sections = splitSections(input.text);
  const blocks = await measureBlocks(input, sections);
  const drafts = blocks.flatMap(({ headingPath, headingTokens, packed }) => {
    const max = Math.max(8, input.settings.maxTokens - headingTokens);
    const target = Math.min(max, Math.max(8, input.settings.targetTokens - headingTokens));
    const spans = packPieces(packed, { max, target, overlap: Math.min(input.settings.overlapTokens, target / 2) });
    return spans.map((span) => ({ ...span, headingPath }));
  });
  return finish(input, await fitDrafts(input, drafts));
}

interface MeasuredSection {
  headingPath: string[];
  headingTokens: number;
  packed: PackedBlock[];
}

/** Counts the tokens of every piece in one go, and divides pieces that no chunk could hold. */
async function measureBlocks(input: ChunkDocumentInput, sections: readonly Section[]): Promise<MeasuredSection[]> {
  const { text, settings } = input;
  const headings = sections.map(({ headingPath }) => headingPath.join(' › '));
  const headingTokens = await input.countTokens(headings);
  const paths = sections.map(({ headingPath }, index) =>
    (headingTokens[index] ?? 0) > settings.maxTokens / 2 ? [] : headingPath,
  );
  const blocks = sections.flatMap(({ blocks: own }, section) =>
    own.map((block) => ({ section, kind: block.kind, spans: splitPieces(text, block) })),
  );
  const measured = await measureSpans(
    input,
    blocks.flatMap(({ spans }, block) => spans.map((span) => ({ ...span, block }))),
  );
  const pieces = Map.groupBy(measured, ({ block }) => block);
  const bySection = Map.groupBy(
    blocks.map(({ section, kind }, block) => ({ section, kind, pieces: pieces.get(block) ?? [] })),
    ({ section }) => section,
  );
  return paths.map((headingPath, section) => ({
    headingPath,
    headingTokens: headingPath.length > 0 ? (headingTokens[section] ?? 0) : 0,
    packed: bySection.get(section) ?? [],
  }));
}

async function measureSpans<T extends Span>(
  input: ChunkDocumentInput,
  spans: readonly T[],
): Promise<(T & { tokens: number })[]> {
  const { text, settings } = input;
  const limit = Math.min(settings.targetTokens, settings.maxTokens);
  const counts = await input.countTokens(spans.map(({ start, end }) => text.slice(start, end)));
  const measured = spans.map((span, index) => ({ ...span, tokens: counts[index] ?? 0 }));
  const tooLong = measured.filter(({ tokens }) => tokens > limit);
  if (tooLong.length === 0) return measured;

  const parts = tooLong.flatMap((span) => divideIntoParts(text, span, limit));
  if (parts.length === tooLong.length) return measured;
  const replaced = await measureSpans(input, parts);
  return [...measured.filter(({ tokens }) => tokens <= limit), ...replaced].sort((a, b) => a.start - b.start);
}

function divideIntoParts<T extends Span & { tokens: number }>(text: string, span: T, limit: number): T[] {
  const spans = divideSpan(text, span, Math.ceil((span.tokens * 1.2) / limit));
  return spans.map((part) => ({ ...span, ...part }));
}

/** Sums of pieces are estimates; here every chunk is counted as it will be embedded, and divided while it is too long. */
async function fitDrafts(input: ChunkDocumentInput, drafts: readonly Omit<Draft, 'tokens'>[]): Promise<Draft[]> {
  let open = [...drafts];
  const fitting: Draft[] = [];
  for (let round = 0; open.length > 0; round += 1) {
    const texts = open.map((draft) =>
      embeddingText({ headingPath: draft.headingPath, text: input.text.slice(draft.start, draft.end) }),
    );
    const counts = await input.countTokens(texts);
    const counted = open.map((draft, index) => ({ ...draft, tokens: counts[index] ?? 0 }));
    const isFitting = (draft: Draft) =>
      draft.tokens <= input.settings.maxTokens || round >= rounds || draft.end - draft.start < 2;
    fitting.push(...counted.filter(isFitting));
    open = counted
      .filter((draft) => !isFitting(draft))
      .flatMap((draft) =>
        divideSpan(input.text, draft, 2).map((part) => ({ headingPath: draft.headingPath, ...part })),
      );
  }
  return fitting.sort((a, b) => a.start - b.start || a.end - b.end);
}

function finish(input: ChunkDocumentInput, drafts: readonly Draft[]): BundleChunk[] {
  const pages = input.hasPages ? pageOffsets(input.text) : null;
  const seen = new Map<string, number>();
  return drafts.map(({ headingPath, start, end, tokens }, ordinal) => {
    const text = input.text.slice(start, end);
    const place = { documentSha256: input.documentSha256, headingPath, text, occurrence: 0 };
    const first = chunkId(place, nativeHashing);
    const occurrence = seen.get(first) ?? 0;
    seen.set(first, occurrence + 1);
    return {
      id: occurrence === 0 ? first : chunkId({ ...place, occurrence }, nativeHashing),
      document: input.documentSha256,
      ordinal,
      headingPath,
      pageStart: pages ? pageAt(pages, start) : null,
      pageEnd: pages ? pageAt(pages, end - 1) : null,
      startOffset: start,
      endOffset: end,
      text,
      tokenCount: Math.max(1, tokens),
    };
  });
}
