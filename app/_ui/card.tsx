import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A bordered surface for one subject. */
export function Card({ className, ...props }: ComponentProps<'section'>) {
  return <section {...props} className={classNames('rounded-lg border border-line bg-surface p-4', className)} />;
}

/** A card's heading with room for actions on the right. */
export function CardHeading({ title, actions }: { title: ReactNode; actions?: ReactNode }) {
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
      <h2 className="font-semibold text-base">{title}</h2>
      {actions}
    </div>
  );
}
