import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSchema } from './compile-schema.ts';
import { compileValidator } from './testing/compile-validator.ts';
import { openMatcher } from './testing/open-matcher.ts';
import { openWriter } from './testing/open-writer.ts';
import { randomOverlap, randomSchema } from './testing/random-schema.ts';

/** Numbers that look random and are the same for a seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('a schema within the supported set', () => {
  it('gives a grammar of which every text fits', () => {
    fc.assert(
      fc.property(randomSchema, fc.integer(), (schema, seed) => {
        const { grammar, needsCheck } = compileSchema(schema, { strict: true });
        expect(needsCheck).toBe(false);
        expectFits({ schema, grammar, seed });
      }),
      { numRuns: 80 },
    );
  }, 60_000);

  it('keeps to one branch of a oneOf, or says that its texts must be checked', () => {
    let enforced = 0;
    fc.assert(
      fc.property(randomOverlap, fc.integer(), (schema, seed) => {
        const compiled = compileSchema(schema, { strict: true });
        if (compiled.needsCheck) return;
        enforced += 1;
        expectFits({ schema, grammar: compiled.grammar, seed });
      }),
      { numRuns: 80 },
    );
    expect(enforced).toBeGreaterThan(40);
  }, 60_000);
});

function expectFits({ schema, grammar, seed }: { schema: object; grammar: string; seed: number }): void {
  const validate = compileValidator(schema);
  const write = openWriter(grammar, randomNumbers(seed));
  const matches = openMatcher(grammar);
  for (let count = 0; count < 8; count += 1) {
    const text = write();
    if (text.length < 400) expect([text, matches(text)]).toEqual([text, true]);
    const fits = validate(JSON.parse(text));
    expect([text, fits, validate.errors]).toEqual([text, true, null]);
  }
}
