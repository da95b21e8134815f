'use client';
import { useRouter } from 'next/navigation';
import { useTimeZone } from 'next-intl';
import { useEffect } from 'react';
import { timeZoneCookie } from '#app/_i18n/time-zone-cookie.ts';

const yearInSeconds = 31_536_000;

/** Tells the server the browser's time zone where it doesn't know it yet. */
export function TimeZone() {
  const router = useRouter();
  const known = useTimeZone();
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (timeZone === known) return;
    const cookie = `${timeZoneCookie}=${encodeURIComponent(timeZone)}`;
    if (document.cookie.split('; ').includes(cookie)) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers we support
    document.cookie = `${cookie}; path=/; max-age=${yearInSeconds}; samesite=lax`;
    router.refresh();
  }, [known, router]);
  return null;
}
