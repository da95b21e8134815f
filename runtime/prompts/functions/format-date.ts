import { AppError } from '#protocol/errors.ts';
import { dateOffset } from '#protocol/prompts/template-names.ts';

const tokens = /YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|HH|mm|ss/g;

export interface DateWish {
  now: Date;
  timeZone: string | undefined;
  /** YYYY, YY, MMMM, MMM, MM, M, DD, D, dddd, ddd, HH, mm, ss; other letters stay. */
  format: string;
  /** `+7d`, `-2w`; h, d, w, m (months), y. */
  offset?: string | undefined;
}

/** A date in words of a format. A month that is too short takes its last day. Throws `invalid_input` for an offset it can't read. */
export function formatDate({ now, timeZone, format, offset }: DateWish): string {
  const at = offset ? moved(now, offset) : now;
  const parts = new Map(
    new Intl.DateTimeFormat('en-GB', {
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
      hourCycle: 'h23',
      weekday: 'long',
      ...(timeZone ? { timeZone } : {}),
    })
      .formatToParts(at)
      .map(({ type, value }) => [type as string, value]),
  );
  const part = (name: string) => parts.get(name) ?? '';
  const month = monthName(Number(part('month')));
  const values: Record<string, string> = {
    YYYY: part('year'),
    YY: part('year').slice(-2),
    MMMM: month,
    MMM: month.slice(0, 3),
    MM: part('month'),
    M: String(Number(part('month'))),
    DD: part('day'),
    D: String(Number(part('day'))),
    dddd: part('weekday'),
    ddd: part('weekday').slice(0, 3),
    HH: part('hour'),
    mm: part('minute'),
    ss: part('second'),
  };
  return format.replace(tokens, (token) => values[token] ?? token);
}

function monthName(month: number): string {
  return new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month - 1, 1));
}

function moved(now: Date, offset: string): Date {
  const [, sign, count, unit] = dateOffset.exec(offset) ?? [];
  if (!sign) throw new AppError('invalid_input', `"${offset}" can't move a date; write for example "+7d".`);
  const amount = Number(`${sign}${count}`);
  const hours = { h: 1, d: 24, w: 168 }[unit ?? ''];
  if (hours) return new Date(now.getTime() + amount * hours * 3_600_000);
  return movedMonths(now, unit === 'y' ? amount * 12 : amount);
}

function movedMonths(now: Date, months: number): Date {
  const at = new Date(now);
  const day = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + months);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(day, last));
  return at;
}
