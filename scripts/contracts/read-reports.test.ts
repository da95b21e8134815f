import { expect, it } from 'vitest';
import { countForgeTests } from './count-forge-tests.ts';
import { readCoverage } from './read-coverage.ts';

it('a failed and a skipped test of forge both count as failed', () => {
  const output = `Compiling…\n${JSON.stringify({
    'a.t.sol:A': {
      test_results: {
        'test_One()': { status: 'Success', gas_snapshots: { Actions: { mint: '21000' } } },
        'test_Two()': { status: 'Failure', reason: '1 != 2' },
        'test_Three()': { status: 'Skipped', reason: null },
      },
    },
  })}`;
  expect(countForgeTests(output)).toEqual({
    passed: 1,
    failures: ['a.t.sol:A test_Two(): 1 != 2', 'a.t.sol:A test_Three(): Skipped'],
    gas: { mint: '21000' },
  });
});

it('coverage counts the lines of one folder and names those that no test ran', () => {
  const lcov = [
    'TN:\nSF:contracts/src/A.sol\nDA:1,4\nDA:2,0\nDA:3,1\nend_of_record',
    'TN:\nSF:contracts/test/A.t.sol\nDA:1,0\nend_of_record',
  ].join('\n');
  expect(readCoverage(lcov, 'contracts/src/')).toEqual({ found: 3, hit: 2, missed: ['contracts/src/A.sol:2'] });
});
