const rows = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];

/** Grey lines in the shape of what is loading. */
export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="space-y-3">
      {rows.slice(0, lines).map((row) => (
        <div key={row} className="h-10 motion-safe:animate-pulse rounded-md bg-sunken" />
      ))}
    </div>
  );
}
