import { describe, expect, it } from 'vitest';
import { fitSequences } from './fit-sequences.ts';

const upTo = (most: number) => async (sequences: number) => (sequences <= most ? `context of ${sequences}` : undefined);

describe('fitSequences', () => {
  it('gives what is wanted when memory holds it', async () => {
    expect(await fitSequences(4, upTo(9))).toEqual({ sequences: 4, context: 'context of 4' });
  });

  it('lowers the number to what memory holds, down to none', async () => {
    expect(await fitSequences(4, upTo(3))).toEqual({ sequences: 3, context: 'context of 3' });
    expect(await fitSequences(4, upTo(0))).toBeUndefined();
  });
});
