import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A part of the page that scrolls inside itself and can be reached and scrolled by keyboard. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1 wants a scrolling region to take the focus (axe: scrollable-region-focusable)
      tabIndex={0}
      className={classNames('overflow-auto', className)}
    >
      {children}
    </section>
  );
}
