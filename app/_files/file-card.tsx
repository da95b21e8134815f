import type { ReactNode } from 'react';
import { Badge } from '#app/_ui/badge.tsx';
import { Card } from '#app/_ui/card.tsx';

interface FileCardProps {
  name: string;
  /** Where it is from. */
  mark: string;
  isMarked: boolean;
  /** Buttons. */
  actions?: ReactNode;
  /** What is known of it. */
  children: ReactNode;
}

/** A component that is a file, in a list of them. */
export function FileCard({ name, mark, isMarked, actions, children }: FileCardProps) {
  return (
    <Card className="flex h-full flex-col gap-2 text-sm">
      <div className="flex items-start justify-between gap-2">
        <h3 className="min-w-0 break-words font-medium">{name}</h3>
        <Badge tone={isMarked ? 'accent' : 'neutral'}>{mark}</Badge>
      </div>
      {children}
      {actions && <div className="mt-auto flex flex-wrap items-center gap-2">{actions}</div>}
    </Card>
  );
}
