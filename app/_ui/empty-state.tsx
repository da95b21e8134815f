import type { ReactNode } from 'react';

/** What a list shows before it has anything: what belongs here and the first step. */
export function EmptyState({
  picture,
  title,
  lead,
  action,
}: {
  picture: ReactNode;
  title: string;
  lead: string;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-3 rounded-lg border border-line border-dashed bg-surface px-4 py-12 text-center">
      <div aria-hidden="true" className="text-accent">
        {picture}
      </div>
      <h2 className="font-semibold text-lg">{title}</h2>
      <p className="max-w-md text-muted">{lead}</p>
      {action}
    </div>
  );
}
