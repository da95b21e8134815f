import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { limits } from '#protocol/limits.ts';

/** Names of the files of responses. */
export const namePattern = /^resp_[0-9a-f]{32}\.json$/;
const dayMs = 86_400_000;

/** What the callers' responses take on the disk: read once for each caller, then kept in mind, because nobody else writes there. */
export interface ResponseRoom {
  note(place: string, file: { name: string; sizeBytes: number }): Promise<void>;
  forget(place: string, name: string): Promise<void>;
  /** Responses that have to go, oldest first: too old, too many, or too much; never the one that is named. */
  surplus(place: string, about: { now: Date; kept: string }): Promise<string[]>;
}

/** Opens it with nothing in mind. */
export function openResponseRoom(): ResponseRoom {
  const places = new Map<string, Promise<Map<string, number>>>();
  const sizesIn = (place: string) => {
    const known = places.get(place) ?? readSizes(place);
    places.set(place, known);
    return known;
  };
  return {
    note: async (place, { name, sizeBytes }) => void (await sizesIn(place)).set(name, sizeBytes),
    forget: async (place, name) => void (await sizesIn(place)).delete(name),
    async surplus(place, { now, kept }) {
      const sizes = await sizesIn(place);
      const names = [...sizes.keys()].filter((name) => namePattern.test(name) && name !== kept).toSorted();
      let count = names.length + 1;
      let bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      const gone: string[] = [];
      for (const name of names) {
        const isTooMuch = count > limits.responsesPerCaller || bytes > limits.responsesPerCallerBytes;
        if (!isTooMuch && !isOld(name, now)) break;
        gone.push(name);
        count -= 1;
        bytes -= (sizes.get(name) ?? 0) + (sizes.get(eventsOf(name)) ?? 0);
      }
      return gone;
    },
  };
}

/** The file of a response's events beside its own. */
export function eventsOf(name: string): string {
  return name.replace(/\.json$/, '.events');
}

/** Whether a response is past its days: ids begin with the time they were made at, in milliseconds. */
export function isOld(name: string, now: Date): boolean {
  const madeMs = Number.parseInt(name.slice('resp_'.length, 'resp_'.length + 12), 16);
  return now.getTime() - madeMs > limits.responseDays * dayMs;
}

async function readSizes(place: string): Promise<Map<string, number>> {
  const names = await readdir(place).catch(() => []);
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(path.join(place, name)).catch(() => null))?.size ?? 0),
  );
  return new Map(names.map((name, index) => [name, sizes[index] ?? 0]));
}
