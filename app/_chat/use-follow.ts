'use client';
import { type RefObject, useEffect, useRef } from 'react';

const nearPx = 80;

/** Keeps the end of a growing list in view, unless the reader has scrolled away from it. */
export function useFollow(view: RefObject<HTMLElement | null>, content: unknown): void {
  const isFollowing = useRef(true);
  useEffect(() => {
    const element = view.current;
    if (!element) return;
    const onScroll = () => {
      isFollowing.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [view]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new content is what moves the end
  useEffect(() => {
    if (isFollowing.current) view.current?.scrollTo({ top: view.current.scrollHeight });
  }, [view, content]);
}
