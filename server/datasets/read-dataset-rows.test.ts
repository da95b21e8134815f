import { describe, expect, it } from 'vitest';
import { limits } from '#protocol/limits.ts';
import { readDatasetRows } from './read-dataset-rows.ts';

/** In parts of odd lengths, as a stream comes. */
async function* parts(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += 65_521) yield await Promise.resolve(bytes.subarray(at, at + 65_521));
}
const read = (text: string | Uint8Array) => readDatasetRows(parts(Buffer.from(text)));
const user = { role: 'user', content: 'Where do bees live?' };
const assistant = { role: 'assistant', content: 'In a hive. 🐝' };
const row = (...messages: unknown[]) => JSON.stringify({ messages });
const good = row(user, assistant);

const facts = {
  ...{ rows: 1, characters: 32, duplicates: 0 },
  roles: { system: 0, user: 1, assistant: 1 },
};

describe('the rows of a dataset', () => {
  it.each<[string, string, object]>([
    ['one row without a line end', good, facts],
    ['a byte order mark', `\uFEFF${good}\n`, facts],
    ['Windows line ends and blank lines', `\r\n${good}\r\n  \r\n`, facts],
    ['a turn of the system', row({ role: 'system', content: 'Be kind.' }, user, assistant), { roles: { system: 1 } }],
    ['duplicates, however they are written', `${good}\n${good.replaceAll(':', ': ')}\n${good}`, { duplicates: 2 }],
    ['an endless word of another script', row(user, { ...assistant, content: '蜂'.repeat(300_000) }), { rows: 1 }],
  ])('are counted: %s', async (_what, text, expected) => {
    expect(await read(text)).toMatchObject(expected);
  });

  const nothingKept = 'Nothing was kept, since rows are wrong:';
  it.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'The file has no rows'],
    ['only blank lines', '\r\n \n\uFEFF', 'The file has no rows'],
    ['not JSON', `${good}\n\n{"messages": [`, `${nothingKept} line 3: is not JSON; {"messages": […]} is expected.`],
    ['a list', '[]', 'line 1: the row must be an object with messages.'],
    ['another format', '{"prompt":"a","messages":[]}', 'line 1: messages must hold messages.'],
    ['messages of no list', '{"messages":"Hi"}', 'line 1: messages must be a list of messages.'],
    ['a wrong role', row(user, { ...assistant, role: 'bot' }), 'messages[1].role must be system, user or assistant.'],
    ['no text', row(user, { role: 'assistant', content: null }), 'messages[1].content must be a text.'],
    ['an empty text', row(user, { ...assistant, content: '' }), 'messages[1].content must not be empty.'],
    ['no turn of the assistant at the end', row(assistant, user), 'messages must end with a turn of the assistant.'],
    ['what nobody would scan', row(user, { ...assistant, tool: 1 }), 'messages[1] has the field "tool"; only role'],
    ['NUL', row(user, { ...assistant, content: 'a\0b' }), 'messages[1].content holds a character that is none'],
    ['half a character', row(user, { ...assistant, content: '\uD83D' }), 'messages[1].content holds a character'],
    ['bytes of no UTF-8', Buffer.concat([Buffer.from(good), Buffer.from([0x0a, 0xff, 0xfe])]), 'no UTF-8 text'],
    ['a line of 5 MB', `${good}\n${row(user, { ...assistant, content: 'a'.repeat(5_000_000) })}`, 'line 2: has more'],
  ])('are refused: %s', async (_what, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('that are wrong are told by their lines, the first five', async () => {
    const lines = Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? good : row(user)));
    const told = [2, 4, 6, 8].map((line) => `line ${line}: messages must end with a turn of the assistant`).join('; ');
    await expect(read(lines.join('\n'))).rejects.toThrow(`${nothingKept} ${told}.`);
    const later = 'later lines were not read.';
    await expect(read([...lines, row(), row()].join('\n'))).rejects.toThrow(later);
  });

  it('are so many at most', async () => {
    const text = `${row({ role: 'assistant', content: 'a' })}\n`;
    await expect(read(text.repeat(limits.datasetRows + 1))).rejects.toThrow(`more than ${limits.datasetRows} rows`);
  });
});
