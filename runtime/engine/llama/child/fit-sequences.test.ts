import { describe, expect, it } from 'vitest';
import { fitSequences } from './fit-sequences.ts';

const upTo = (most: number) => async (sequences: number) => sequences <= most;

describe('fitSequences', () => {
  it('gives what is wanted when memory holds it', async () => {
    expect(await fitSequences({ wanted: 4, fits: upTo(9) })).toBe(4);
  });

  it('lowers the number to what memory holds, down to none', async () => {
    expect(await fitSequences({ wanted: 4, fits: upTo(3) })).toBe(3);
    expect(await fitSequences({ wanted: 4, fits: upTo(0) })).toBe(0);
  });
});
