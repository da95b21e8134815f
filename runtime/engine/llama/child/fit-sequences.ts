export interface FitInput {
  wanted: number;
  /** Whether a context with so many sequences fits into memory. */
  fits(sequences: number): Promise<boolean>;
}

/** The most sequences, at most `wanted`, whose context fits into memory; 0 when not even one does. */
export async function fitSequences({ wanted, fits }: FitInput): Promise<number> {
  for (let sequences = wanted; sequences >= 1; sequences -= 1) {
    if (await fits(sequences)) return sequences;
  }
  return 0;
}
