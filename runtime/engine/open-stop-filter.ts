export interface StopFilter {
  /** Takes generated text; gives what may be shown, and whether a stop string has been met. */
  push(text: string): { text: string; isStopped: boolean };
  /** What is still held back, when generation ends by itself. */
  rest(): string;
}

/** Holds text back while it could be the start of a stop string, which may lie across token borders; the stop string itself is never shown. */
export function openStopFilter(stops: readonly string[]): StopFilter {
  const wanted = stops.filter((stop) => stop.length > 0);
  let held = '';

  return {
    push(text) {
      held += text;
      const cut = firstStop(held, wanted);
      if (cut >= 0) {
        const shown = held.slice(0, cut);
        held = '';
        return { text: shown, isStopped: true };
      }

      const keep = longestStart(held, wanted);
      const shown = held.slice(0, held.length - keep);
      held = held.slice(held.length - keep);
      return { text: shown, isStopped: false };
    },
    rest() {
      const text = held;
      held = '';
      return text;
    },
  };
}

function firstStop(text: string, stops: readonly string[]): number {
  const places = stops.map((stop) => text.indexOf(stop)).filter((place) => place >= 0);
  return places.length === 0 ? -1 : Math.min(...places);
}

/** Length of the longest end of the text that is a proper start of a stop string. */
function longestStart(text: string, stops: readonly string[]): number {
  let longest = 0;
  for (const stop of stops) {
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length -= 1) {
      if (!text.endsWith(stop.slice(0, length))) continue;
      longest = length;
      break;
    }
  }
  return longest;
}
