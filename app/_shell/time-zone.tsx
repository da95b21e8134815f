'use client';
import { useTimeZone } from 'next-intl';
import { useEffect } from 'react';
import { rememberTimeZone } from '#app/_i18n/remember-time-zone.ts';

/** Tells the server the browser's time zone where it doesn't know it yet. */
export function TimeZone() {
  const known = useTimeZone();
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (timeZone !== known) void rememberTimeZone(timeZone);
  }, [known]);
  return null;
}
