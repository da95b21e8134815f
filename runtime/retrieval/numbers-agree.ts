const digits = /\d+(?:[.,]\d+)*/g;
const words = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** Whether every number of the claim stands in the passage too, as digits (`1,000` is `1000`) or as a word up to twelve. */
export function numbersAgree(claim: string, passage: string): boolean {
  const wanted = readDigits(claim);
  if (wanted.length === 0) return true;
  const lower = passage.toLowerCase();
  const spelled = words.flatMap((word, value) => (new RegExp(`\\b${word}\\b`).test(lower) ? [String(value)] : []));
  const known = new Set([...readDigits(passage), ...spelled]);
  return wanted.every((number) => known.has(number));
}

function readDigits(text: string): string[] {
  return (text.match(digits) ?? []).map((number) => number.replace(/,(?=\d{3}(?:\D|$))/g, '').replace(/^0+(?=\d)/, ''));
}
