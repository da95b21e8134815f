/** A sequence of the context: the tokens it holds and whether a request runs on it. */
export interface Slot {
  tokens: readonly number[];
  isBusy: boolean;
  /** Grows with each use. */
  usedAt: number;
}

/** A shared start shorter than this part of the prompt is not worth losing what the slot holds. */
const leastSharedPart = 0.1;

/**
 * Picks the idle slot that holds the longest start of the prompt, the least recently used one when several hold the same or
 * none holds a tenth of it. Undefined when all are busy. `shared` never covers the last prompt token: it has to be evaluated.
 */
export function chooseSlot(
  slots: readonly Slot[],
  prompt: readonly number[],
): { index: number; shared: number } | undefined {
  const idle = slots
    .map((slot, index) => ({
      index,
      usedAt: slot.usedAt,
      isBusy: slot.isBusy,
      shared: sharedStart(slot.tokens, prompt),
    }))
    .filter((slot) => !slot.isBusy);
  const longest = Math.max(0, ...idle.map((slot) => slot.shared));
  const isWorthIt = longest >= prompt.length * leastSharedPart;
  const candidates = isWorthIt ? idle.filter((slot) => slot.shared === longest) : idle;
  const [chosen] = candidates.toSorted((a, b) => a.usedAt - b.usedAt);

  return chosen && { index: chosen.index, shared: chosen.shared };
}

function sharedStart(kept: readonly number[], prompt: readonly number[]): number {
  const most = Math.min(kept.length, prompt.length - 1);
  let length = 0;
  while (length < most && kept[length] === prompt[length]) length += 1;
  return Math.max(0, length);
}
