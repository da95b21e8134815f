import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** What most people need not see, behind its name. */
export function Fold({ title, isOpen = false, children }: { title: ReactNode; isOpen?: boolean; children: ReactNode }) {
  return (
    <details className="group rounded-md border border-line" open={isOpen}>
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-md px-3 py-2 font-medium text-sm hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 shrink-0 group-open:rotate-90" aria-hidden="true" />
        {title}
      </summary>
      <div className="space-y-4 border-line border-t p-3">{children}</div>
    </details>
  );
}
