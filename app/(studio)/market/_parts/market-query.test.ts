import { describe, expect, test } from 'vitest';
import { readMarketFilters, readMarketQuery } from './market-query.ts';

describe('an address of the market', () => {
  test('without filters asks for everything, newest first', () => {
    expect(readMarketQuery(new URLSearchParams())).toEqual({
      text: '',
      kinds: [],
      licence: null,
      price: 'any',
      asset: null,
      language: null,
      maxSizeBytes: null,
      nodeId: null,
      canTry: false,
      collection: null,
      creator: null,
      sort: 'newest',
      offset: 0,
    });
  });

  test('asks for what stands in it', () => {
    const address = new URLSearchParams(
      'q=bees&kind=knowledge&size=medium&try=1&sort=price&page=3&language=de&coin=0x00000000000000000000000000000000000000aa',
    );
    expect(readMarketQuery(address)).toMatchObject({
      text: 'bees',
      kinds: ['knowledge'],
      maxSizeBytes: 100_000_000,
      canTry: true,
      sort: 'price',
      offset: 48,
      language: 'de',
      asset: '0x00000000000000000000000000000000000000aa',
    });
  });

  test('with nonsense in one filter keeps the others', () => {
    const filters = readMarketFilters(
      new URLSearchParams('kind=spell&page=-1&price=free&node=x&coin=gold&licence=any&sort=<script>'),
    );
    expect(filters).toMatchObject({ kind: '', page: 1, price: 'free', node: '', coin: '', licence: '', sort: '' });
  });

  test.each([
    ['', 'newest'],
    ['sort=arranged', 'newest'],
    ['sort=rating', 'rating'],
    ['collection=alps', 'arranged'],
    ['collection=alps&sort=newest', 'newest'],
  ])('%o is in the order %o', (address, sort) => {
    expect(readMarketQuery(new URLSearchParams(address)).sort).toBe(sort);
  });
});
