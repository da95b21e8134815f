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

/** A grey page: its heading, and cards. */
export function PageSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="motion-safe:animate-pulse">
      <div className="mb-3 h-8 w-56 rounded-md bg-sunken" />
      <div className="mb-8 h-4 w-full max-w-md rounded-md bg-sunken" />
      <div className="grid gap-6 lg:grid-cols-2">
        {rows.slice(0, 4).map((row) => (
          <div key={row} className="h-36 rounded-lg border border-line bg-sunken" />
        ))}
      </div>
    </div>
  );
}
