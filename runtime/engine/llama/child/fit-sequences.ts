/**
 * Opens a context with as many sequences as memory holds, at most `wanted`; `open` gives undefined for what does not fit.
 * Undefined when not even one sequence fits.
 */
export async function fitSequences<Context>(
  wanted: number,
  open: (sequences: number) => Promise<Context | undefined>,
): Promise<{ sequences: number; context: Context } | undefined> {
  for (let sequences = wanted; sequences >= 1; sequences -= 1) {
    const context = await open(sequences);
    if (context !== undefined) return { sequences, context };
  }
  return undefined;
}
