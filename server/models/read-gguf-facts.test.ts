import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeTinyChatModel } from '#runtime/testing/tiny-gguf.ts';
import { readGgufFacts } from './read-gguf-facts.ts';
import { tinyGguf } from './testing/tiny-gguf.ts';

/** In parts of odd lengths, as a stream comes. */
async function* parts(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += 1_021) yield await Promise.resolve(bytes.subarray(at, at + 1_021));
}
const facts = (bytes: Uint8Array) => readGgufFacts(parts(bytes));

it('the header of a model says its architecture, context, weights and template', async () => {
  expect(await facts(tinyGguf('{{ messages }}'))).toEqual({
    ...{ architecture: 'llama', name: 'Tiny', contextTokens: 8_192, parameters: 8 },
    ...{ template: '{{ messages }}', hasVocabulary: true },
  });
});

it('a model that the engine loads is read as it is', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gaianet-gguf-'));
  const file = path.join(folder, 'tiny.gguf');
  await writeTinyChatModel(file);
  const found = await facts(readFileSync(file));
  rmSync(folder, { recursive: true });
  expect(found).toMatchObject({ architecture: 'llama', hasVocabulary: true });
  expect(found.template).toContain('<|im_start|>');
  expect(found.parameters).toBeGreaterThan(50_000);
});

it('anything else is refused with what is wrong', async () => {
  const good = tinyGguf('x');
  const huge = Uint8Array.from(good);
  huge[15] = 0x7f;
  const cases: [Uint8Array, string][] = [
    [new TextEncoder().encode('{"model": "llama"}'), 'it does not begin with "GGUF"'],
    [new Uint8Array(), 'it ends in the middle'],
    [good.subarray(0, 60), 'it ends in the middle of its header'],
    [tinyGguf('x', { version: 1 }), 'its format is version 1'],
    [huge, 'of tensors, and 100000 is the most'],
  ];
  for (const [bytes, why] of cases) {
    await expect(facts(bytes)).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining(why) });
  }
});
