'use client';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';

const leaving = 'studio-leave';

/** Asks before a page with unsaved changes is left: the browser asks when it is closed, we ask when a link or the palette leads away. */
export function useUnsavedGuard(isDirty: boolean): void {
  const question = useTranslations('shell')('leaveUnsaved');
  useEffect(() => {
    if (!isDirty) return;
    const stopUnlessSure = (event: Event) => {
      if (window.confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const onClick = (event: MouseEvent) => {
      if (leadsAway(event)) stopUnlessSure(event);
    };
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    document.addEventListener('click', onClick, true);
    window.addEventListener(leaving, stopUnlessSure);
    window.addEventListener('beforeunload', onUnload);
    return () => {
      document.removeEventListener('click', onClick, true);
      window.removeEventListener(leaving, stopUnlessSure);
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [isDirty, question]);
}

/** Whether a page may be left by code, as `useUnsavedGuard` sees no click then. */
export function mayLeave(): boolean {
  return window.dispatchEvent(new Event(leaving, { cancelable: true }));
}

function leadsAway(event: MouseEvent): boolean {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
  return link !== null && link.target !== '_blank' && !link.download && !link.hash;
}
