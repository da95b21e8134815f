import { classNames } from '#app/_ui/class-names.ts';
import type { DeedKind } from '#protocol/market/mint-terms.ts';
import { KindIcon } from './kind-icon.tsx';

interface CoverArtProps {
  kind: DeedKind;
  /** Same seed, same picture. */
  seed: string;
  /** Picture of its own, if its creator gave one. */
  coverPath: string | null;
  /** Of a page of its own; else of a card. */
  isLarge?: boolean;
}

const columns = 16;
const rows = 4;
const step = 20;

/** The picture on a component's card: its own, or a pattern that no other has. */
export function CoverArt({ kind, seed, coverPath, isLarge = false }: CoverArtProps) {
  const height = isLarge ? 'h-28 sm:h-44' : 'h-24';
  if (coverPath) {
    return (
      <div
        className={classNames(height, 'bg-center bg-cover bg-sunken')}
        style={{ backgroundImage: `url("${encodeURI(coverPath)}")` }}
        aria-hidden="true"
      />
    );
  }
  const bits = bitsOf(seed);
  return (
    <div className={classNames(height, 'relative overflow-hidden bg-accent-soft text-accent')} aria-hidden="true">
      <svg
        viewBox={`0 0 ${columns * step} ${rows * step}`}
        preserveAspectRatio="xMidYMid slice"
        className="size-full"
        aria-hidden="true"
      >
        {bits.map(({ x, y, opacity, isRound }) => (
          <rect
            key={`${x}-${y}`}
            x={x * step + 2}
            y={y * step + 2}
            width={step - 4}
            height={step - 4}
            rx={isRound ? step / 2 : 3}
            fill="currentColor"
            opacity={opacity}
          />
        ))}
      </svg>
      <span className="absolute bottom-2 left-3 flex size-9 items-center justify-center rounded-md bg-surface">
        <KindIcon kind={kind} className="size-5" />
      </span>
    </div>
  );
}

function bitsOf(seed: string) {
  let state = 2_166_136_261;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
  return Array.from({ length: columns * rows }, (_, index) => ({
    x: index % columns,
    y: Math.floor(index / columns),
    opacity: Math.round(next() ** 3 * 40) / 100,
    isRound: next() > 0.5,
  }));
}
