import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStopFilter } from './open-stop-filter.ts';

describe('openStopFilter', () => {
  it('finds a stop string that lies across pieces and shows nothing of it', () => {
    const filter = openStopFilter(['END']);
    expect(filter.push('one E')).toEqual({ text: 'one ', isStopped: false });
    expect(filter.push('N')).toEqual({ text: '', isStopped: false });
    expect(filter.push('D two')).toEqual({ text: '', isStopped: true });
  });

  it('gives back what only looked like a stop string', () => {
    const filter = openStopFilter(['\n\nUser:']);
    expect(filter.push('a\n\n')).toEqual({ text: 'a', isStopped: false });
    expect(filter.push('b\n')).toEqual({ text: '\n\nb', isStopped: false });
    expect(filter.rest()).toBe('\n');
  });

  it('stops at the first of several and ignores an empty one', () => {
    expect(openStopFilter(['', 'c', 'b']).push('abc')).toEqual({ text: 'a', isStopped: true });
  });

  it('shows the text up to the first stop string, however it is cut into pieces', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 30 });
    const stops = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 2, maxLength: 4 }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(letters, stops, fc.array(fc.nat({ max: 5 })), (text, wanted, cuts) => {
        const filter = openStopFilter(wanted);
        let shown = '';
        let isStopped = false;
        for (let at = 0, turn = 0; at < text.length && !isStopped; turn += 1) {
          const size = (cuts[turn] ?? 1) + 1;
          const result = filter.push(text.slice(at, at + size));
          shown += result.text;
          isStopped = result.isStopped;
          at += size;
        }
        if (!isStopped) shown += filter.rest();

        // A longer stop string may begin earlier but end later than the one that was met first: both cuts are right.
        const places = wanted.map((stop) => text.indexOf(stop)).filter((place) => place >= 0);
        expect(isStopped).toBe(places.length > 0);
        if (places.length === 0) expect(shown).toBe(text);
        else expect(places.some((place) => shown === text.slice(0, place))).toBe(true);
      }),
    );
  });
});
