import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError, errorCodes, errorTable } from './errors.ts';
import { manifestHash } from './manifests/manifest-hash.ts';
import { newId } from './new-id.ts';
import { openAiError } from './open-ai-error.ts';
import { productVersion } from './product-version.ts';

const root = path.join(import.meta.dirname, '..');
const readJson = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Record<string, unknown>;

describe('newId', () => {
  it('sorts by time and has the version and variant of RFC 9562', () => {
    const ids = [0, 1, 255, 256, 1_767_225_600_000, 2 ** 47].map((ms) => newId(ms));
    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("gives RFC 9562's example of appendix A.6", () => {
    const random = Uint8Array.of(0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f);
    expect(newId(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('never repeats within a moment', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => newId(1))).size).toBe(1_000);
  });
});

describe('manifestHash', () => {
  it('is of the content alone: neither the order of keys nor the signature counts', () => {
    const hash = manifestHash({ a: 1, b: [1, 2] });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(manifestHash({ b: [1, 2], a: 1, signature: '0x12' })).toBe(hash);
    expect(manifestHash({ a: 1, b: [2, 1] })).not.toBe(hash);
    expect(manifestHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });
});

describe('errors', () => {
  it('have a row in the table and a message for people, each with a remedy or a reason', () => {
    expect(Object.keys(errorTable).toSorted()).toEqual([...errorCodes].toSorted());
    expect(Object.keys(readJson('app/_i18n/en/errors.json'))).toEqual(expect.arrayContaining([...errorCodes]));
    for (const { sentence, status } of Object.values(errorTable)) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });

  it('reach OpenAI clients in their shape, and unknown ones without their inside', () => {
    const error = new AppError('invalid_input', 'Wrong.', { param: 'messages[0]' });
    expect(openAiError(error)).toEqual({
      status: 400,
      error: { message: 'Wrong.', type: 'invalid_request_error', param: 'messages[0]', code: 'invalid_input' },
    });
    expect(openAiError(new Error('at /home/ada'))).toEqual({
      status: 500,
      error: { message: errorTable.internal.sentence, type: 'server_error', param: null, code: 'internal' },
    });
  });
});

it("the product's version is that of package.json", () => {
  expect(productVersion).toBe(readJson('package.json').version);
});
