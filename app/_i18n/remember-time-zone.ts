'use server';
import { cookies } from 'next/headers';
import { isTimeZone } from './is-time-zone.ts';
import { timeZoneCookie } from './time-zone-cookie.ts';

const yearInSeconds = 31_536_000;

/** Keeps the browser's time zone for the times that the server writes; the page is shown again in it. */
export async function rememberTimeZone(timeZone: string): Promise<void> {
  if (!isTimeZone(timeZone)) return;
  const kept = await cookies();
  kept.set(timeZoneCookie, timeZone, { path: '/', maxAge: yearInSeconds, sameSite: 'lax', httpOnly: true });
}
