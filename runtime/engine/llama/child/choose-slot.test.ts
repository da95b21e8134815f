import { describe, expect, it } from 'vitest';
import { chooseSlot } from './choose-slot.ts';

const slot = (tokens: number[], usedAt = 0, isBusy = false) => ({ tokens, usedAt, isBusy });

describe('chooseSlot', () => {
  it('takes the idle slot with the longest shared start', () => {
    expect(chooseSlot([slot([1, 2]), slot([1, 2, 3]), slot([9])], [1, 2, 3, 4])).toEqual({ index: 1, shared: 3 });
  });

  it('passes over a busy slot even when it fits best', () => {
    expect(chooseSlot([slot([1, 2, 3], 0, true), slot([1])], [1, 2, 3, 4])).toEqual({ index: 1, shared: 1 });
  });

  it('takes the least recently used when none shares a start', () => {
    expect(chooseSlot([slot([7], 3), slot([8], 1), slot([9], 2)], [1, 2])).toEqual({ index: 1, shared: 0 });
  });

  it('takes the least recently used of those that share equally', () => {
    expect(chooseSlot([slot([1, 2, 8], 5), slot([1, 2, 9], 4)], [1, 2, 3])).toEqual({ index: 1, shared: 2 });
  });

  it('leaves the last prompt token to be evaluated', () => {
    expect(chooseSlot([slot([1, 2, 3, 4])], [1, 2, 3])).toEqual({ index: 0, shared: 2 });
  });

  it('gives a long conversation up only for a start of at least a tenth of the prompt', () => {
    const prompt = Array.from({ length: 100 }, (_, index) => index);
    expect(chooseSlot([slot(prompt.slice(0, 9), 9), slot([], 1)], prompt)).toEqual({ index: 1, shared: 0 });
    expect(chooseSlot([slot(prompt.slice(0, 10), 9), slot([], 1)], prompt)).toEqual({ index: 0, shared: 10 });
  });

  it('finds nothing when all are busy', () => {
    expect(chooseSlot([slot([], 0, true)], [1])).toBeUndefined();
  });
});
