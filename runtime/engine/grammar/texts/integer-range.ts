import {
  choice,
  digits,
  type Expression,
  nothing,
  repeat,
  sequence,
  text,
} from '#runtime/engine/grammar/rules/expression.ts';

/** The integers from the first to the last, both included, in decimal without leading zeros. */
export function integerRange(first: bigint, last: bigint): Expression {
  if (first > last) return nothing;
  const options: Expression[] = [];
  if (first < 0n) options.push(sequence(text('-'), positiveRange(last < 0n ? -last : 1n, -first)));
  if (last >= 0n) options.push(positiveRange(first > 0n ? first : 0n, last));
  return choice(options);
}

function positiveRange(first: bigint, last: bigint): Expression {
  const options: Expression[] = [];
  for (let low = first; low <= last; ) {
    const length = String(low).length;
    const longest = 10n ** BigInt(length) - 1n;
    const high = longest < last ? longest : last;
    options.push(sameLength(String(low), String(high)));
    low = high + 1n;
  }
  return choice(options);
}

/** Digits between two rows of the same length. */
function sameLength(low: string, high: string): Expression {
  if (low === high) return text(low);
  const [first, last] = [Number(low[0]), Number(high[0])];
  const [lowRest, highRest] = [low.slice(1), high.slice(1)];
  if (first === last) return sequence(text(low.slice(0, 1)), sameLength(lowRest, highRest));
  const isLowWhole = /^0*$/.test(lowRest);
  const isHighWhole = /^9*$/.test(highRest);
  const middle = sequence(
    digits(isLowWhole ? first : first + 1, isHighWhole ? last : last - 1),
    repeat(digits(0, 9), lowRest.length, lowRest.length),
  );
  return choice([
    ...(isLowWhole ? [] : [sequence(text(low.slice(0, 1)), sameLength(lowRest, '9'.repeat(lowRest.length)))]),
    middle,
    ...(isHighWhole ? [] : [sequence(text(high.slice(0, 1)), sameLength('0'.repeat(highRest.length), highRest))]),
  ]);
}
