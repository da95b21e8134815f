import type { ReactNode } from 'react';

/** One line of a receipt, inside a `dl` of two columns. */
export function ReceiptFact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
