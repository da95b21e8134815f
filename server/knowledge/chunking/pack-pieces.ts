import type { Block } from './split-blocks.ts';
import type { Span } from './split-pieces.ts';

interface Piece extends Span {
  tokens: number;
}

export interface PackedBlock {
  kind: Block['kind'];
  pieces: Piece[];
}

export interface PackLimits {
  target: number;
  max: number;
  overlap: number;
}

/** Packs a section's pieces into spans of about `target` tokens, at most `max`. Blocks stay whole where they fit; a span starts with the last pieces of the one before, up to `overlap`. */
export function packPieces(blocks: readonly PackedBlock[], limits: PackLimits): Span[] {
  const spans: Span[] = [];
  let open: Piece[] = [];
  /** Leading pieces that the span before holds already. */
  let repeated = 0;

  function close(): void {
    const [first] = open;
    const last = open.at(-1);
    if (!first || !last || open.length <= repeated) return;
    spans.push({ start: first.start, end: last.end });
    open = tailWithin(open, limits.overlap);
    repeated = open.length;
  }

  function add(pieces: readonly Piece[]): void {
    if (repeated > 0 && open.length === repeated && tokensOf(open) + tokensOf(pieces) > limits.max) {
      open = [];
      repeated = 0;
    }
    open.push(...pieces);
  }

  function addSingly(pieces: readonly Piece[]): void {
    for (const piece of pieces) {
      if (tokensOf(open) + piece.tokens > limits.target) close();
      add([piece]);
    }
  }

  for (const { kind, pieces } of blocks) {
    const size = tokensOf(pieces);
    const room = kind === 'table' || kind === 'code' ? limits.max : limits.target;
    if (tokensOf(open) + size <= limits.target) add(pieces);
    else if (size <= room) {
      close();
      add(pieces);
    } else addSingly(pieces);
  }
  close();
  return spans;
}

function tokensOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { tokens }) => sum + tokens, 0);
}

/** The last pieces within the limit, but never all of them. */
function tailWithin(pieces: readonly Piece[], limit: number): Piece[] {
  let from = pieces.length;
  let sum = 0;
  while (from > 1 && sum + (pieces[from - 1]?.tokens ?? 0) <= limit) {
    from -= 1;
    sum += pieces[from]?.tokens ?? 0;
  }
  return pieces.slice(from);
}
