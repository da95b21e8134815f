const year = String.raw`\d{4}`;
const leapYear = String.raw`(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)`;
const longMonth = '(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])';
const shortMonth = '(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)';
const february = '02-(?:0[1-9]|1[0-9]|2[0-8])';
const date = `(?:${year}-(?:${longMonth}|${shortMonth}|${february})|${leapYear}-02-29)`;
const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;
const time = String.raw`${clock}:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-]${clock})`;
const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const host = String.raw`(?:${label}\.)+[a-z]{2,}`;
const word = '[A-Za-z0-9]+';
const path = '(?:/[A-Za-z0-9_.~-]*)*';

/** Texts of each format that can be enforced, as a pattern: a part of what the format allows, with every date a real one. */
export const formatPatterns: Record<string, string> = {
  date: `^${date}$`,
  time: `^${time}$`,
  'date-time': `^${date}T${time}$`,
  uuid: '^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$',
  email: `^${word}(?:[._+-]${word})*@${host}$`,
  ipv4: String.raw`^(?:${octet}\.){3}${octet}$`,
  ipv6: '^(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$',
  hostname: `^${host}$`,
  uri: String.raw`^https?://${host}(?::[1-9]\d{0,3})?${path}(?:\?[a-z0-9]+=[A-Za-z0-9_.~-]*)?$`,
  duration: String.raw`^P(?:\d{1,4}W|\d{1,4}D(?:T\d{1,4}H)?|T\d{1,4}(?:H|M|S))$`,
};
