'use client';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { classNames } from './class-names.ts';

interface ScrollRegionProps {
  label: string;
  className?: string;
  children: ReactNode;
}

/** A part of the page that scrolls inside itself. While there is something to scroll it takes the focus, for the keyboard (WCAG 2.1.1). */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  const region = useRef<HTMLElement>(null);
  const hasMore = useOverflow(region);
  return (
    <section
      ref={region}
      aria-label={label}
      {...(hasMore && { tabIndex: 0 })}
      className={classNames('overflow-auto', className)}
    >
      {children}
    </section>
  );
}

function useOverflow(region: { readonly current: HTMLElement | null }): boolean {
  // As long as nothing was measured, it may have more: as the server sent it, the keyboard reaches it too.
  const [hasMore, setHasMore] = useState(true);
  useEffect(() => {
    const element = region.current;
    if (!element) return;
    const measure = () =>
      setHasMore(element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth);
    const sizes = new ResizeObserver(measure);
    const watch = () => {
      for (const part of [element, ...element.children]) sizes.observe(part);
      measure();
    };
    const parts = new MutationObserver(watch);
    parts.observe(element, { childList: true });
    watch();
    return () => {
      sizes.disconnect();
      parts.disconnect();
    };
  }, [region]);
  return hasMore;
}
