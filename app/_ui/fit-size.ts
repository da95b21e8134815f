const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

interface FittedSize {
  value: number;
  /** As `Intl.NumberFormat` names it; of a thousand of the one before. */
  unit: (typeof units)[number];
}

/** A number of bytes in the unit in which it takes at most three digits before the point. */
export function fitSize(bytes: number): FittedSize {
  let [value, at] = [bytes, 0];
  // From 999.5 on it would be written as 1,000.
  while (value >= 999.5 && at < units.length - 1) {
    value /= 1_000;
    at += 1;
  }
  return { value, unit: units[at] ?? 'byte' };
}
