import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { ResponseEvent } from '#protocol/openai/responses-events.ts';
import { eventsOf, isOld, namePattern, openResponseRoom } from './open-response-room.ts';
import { readStoredResponse, type StoredResponse } from './stored-response.ts';

/** Responses that callers let the node keep; each caller sees their own and no others. */
export interface ResponseStore {
  /** Writes a response, whole or not at all; the oldest of the caller go when there are too many. */
  save(stored: StoredResponse): Promise<void>;
  /** Throws `not_found`, also for somebody else's. */
  get(callerId: string, id: string): Promise<StoredResponse>;
  remove(callerId: string, id: string): Promise<void>;
  /** Keeps the events of a background response that has ended, unless they are too long. */
  saveEvents(stored: StoredResponse, events: ResponseEvent[]): Promise<void>;
  /** Those events; null where none are kept. */
  events(callerId: string, id: string): Promise<ResponseEvent[] | null>;
  /** Background responses that have not ended, oldest first: after a restart they start again. */
  unfinished(): Promise<StoredResponse[]>;
}

/** Opens the store in a folder. */
export function openResponseStore(folder: string, clock: () => Date = () => new Date()): ResponseStore {
  const placeOf = (callerId: string) => path.join(folder, createHash('sha256').update(callerId).digest('hex'));
  const waiting = path.join(folder, 'unfinished');
  const room = openResponseRoom();

  async function drop(place: string, name: string): Promise<void> {
    for (const file of [name, eventsOf(name)]) {
      await rm(path.join(place, file), { force: true });
      await room.forget(place, file);
    }
  }

  async function get(callerId: string, id: string): Promise<StoredResponse> {
    const file = `${id}.json`;
    const isKept = namePattern.test(file) && !isOld(file, clock());
    const text = isKept ? await readFile(path.join(placeOf(callerId), file), 'utf8').catch(() => null) : null;
    if (text !== null) return readStoredResponse(text);
    throw new AppError('not_found', `No response of yours has the id "${id}"; it may have been deleted, or not kept.`, {
      param: 'response_id',
    });
  }

  return {
    get,
    async save(stored) {
      const place = placeOf(stored.callerId);
      const { id, status } = stored.response;
      const isUnfinished = status === 'queued' || status === 'in_progress';
      // The mark comes before what it marks and goes after it, so that a crash between them loses nothing.
      if (isUnfinished) await writeWhole(waiting, { name: id, text: stored.callerId });
      const text = JSON.stringify(stored);
      await writeWhole(place, { name: `${id}.json`, text });
      if (!isUnfinished) await rm(path.join(waiting, id), { force: true });
      await room.note(place, { name: `${id}.json`, sizeBytes: Buffer.byteLength(text) });
      for (const name of await room.surplus(place, { now: clock(), kept: `${id}.json` })) await drop(place, name);
    },
    async saveEvents({ callerId, response: { id } }, events) {
      const text = JSON.stringify(events);
      if (text.length > limits.responseEventsLength) return;
      const place = placeOf(callerId);
      await writeWhole(place, { name: `${id}.events`, text });
      await room.note(place, { name: `${id}.events`, sizeBytes: Buffer.byteLength(text) });
    },
    async events(callerId, id) {
      await get(callerId, id);
      const text = await readFile(path.join(placeOf(callerId), `${id}.events`), 'utf8').catch(() => null);
      return text === null ? null : JSON.parse(text);
    },
    async remove(callerId, id) {
      await get(callerId, id);
      await drop(placeOf(callerId), `${id}.json`);
      await rm(path.join(waiting, id), { force: true });
    },
    async unfinished() {
      const ids = (await readdir(waiting).catch(() => [])).filter((name) => namePattern.test(`${name}.json`));
      const found = await Promise.all(
        ids.toSorted().map(async (id) => {
          const callerId = await readFile(path.join(waiting, id), 'utf8');
          const stored = await get(callerId, id).catch(() => null);
          if (!stored) await rm(path.join(waiting, id), { force: true });
          return stored;
        }),
      );
      return found.filter((stored) => stored !== null);
    },
  };
}

async function writeWhole(folder: string, { name, text }: { name: string; text: string }): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const half = path.join(folder, `.${randomUUID()}`);
  await writeFile(half, text, { mode: 0o600 });
  await rename(half, path.join(folder, name));
}
