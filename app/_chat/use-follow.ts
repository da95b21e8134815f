'use client';
import { type RefObject, useEffect } from 'react';

const nearPx = 80;

/** Keeps the end of what grows inside a scrolling view in sight, unless the reader has scrolled away from it. */
export function useFollow(view: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = view.current;
    if (!element || !content.current) return;
    let isFollowing = true;
    const onScroll = () => {
      isFollowing = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
    };
    const growth = new ResizeObserver(() => {
      if (isFollowing) element.scrollTo({ top: element.scrollHeight });
    });
    element.addEventListener('scroll', onScroll, { passive: true });
    growth.observe(content.current);
    return () => {
      element.removeEventListener('scroll', onScroll);
      growth.disconnect();
    };
  }, [view, content]);
}
