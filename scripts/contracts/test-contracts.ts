import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { countForgeTests, type ForgeTests } from './count-forge-tests.ts';
import { readCoverage } from './read-coverage.ts';
import { runForge } from './run-forge.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** EIP-170: no contract may have more bytes of code. */
const mostBytes = 24_576;
const gasFile = 'contracts/test/gas/Actions.json';
const leastCoverage = 0.98;
const contracts =
  'NetworkToken MockUSD RevenueLedger NodeRegistry ComponentRegistry ComponentLicence ComponentMarket DomainRegistry';
const report = process.env.CONTRACTS_JSON;
const total = { passed: 0, failed: 0 };

// The stage `contracts` of npm test: style, sizes, tests, gas, generated files, coverage; each check is one test.
check('formatted as forge fmt does', () => failedOutput(runForge(['fmt', '--check', 'contracts'])));
check('no remark of forge lint', lint);
const gas = tests();
check('gas of each action is what is written down', () => gasDifferences(gas));
check('no contract is too big', sizes);
check('generated files are up to date', generated);
check(`lines of contracts/src covered: at least ${leastCoverage * 100} %`, coverage);
if (report) fs.writeFileSync(report, JSON.stringify(total));
process.exitCode = total.failed === 0 ? 0 : 1;

/** Runs a check, which returns what is wrong, or nothing. */
function check(name: string, run: () => string | null): void {
  const startedMs = performance.now();
  const wrong = run();
  total[wrong === null ? 'passed' : 'failed'] += 1;
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  console.log(`${seconds.padStart(7)} s  contracts  ${name}${wrong === null ? '' : `\n  FAILED\n${wrong}`}`);
}

function failedOutput({ isDone, output }: { isDone: boolean; output: string }): string | null {
  return isDone ? null : output;
}

/** lint and coverage compile in their own way; with the tests' cache they would make each run compile all again. */
function ownCache(name: string): Record<string, string> {
  const folder = `contracts/cache/${name}`;
  return { FOUNDRY_OUT: `${folder}/out`, FOUNDRY_CACHE_PATH: folder };
}

function lint(): string | null {
  const { isDone, output } = runForge(['lint', 'contracts/src', '--json'], ownCache('lint'));
  return isDone && !/"level":"(warning|error|note)"/.test(output) ? null : output;
}

function sizes(): string | null {
  const { isDone, output } = runForge(['build', '--quiet', 'contracts/src']);
  if (!isDone) return output;
  const tooBig = contracts.split(' ').flatMap((name) => {
    const file = path.join(root, `contracts/out/${name}.sol/${name}.json`);
    const { deployedBytecode } = JSON.parse(fs.readFileSync(file, 'utf8'));
    const bytes = deployedBytecode.object.length / 2 - 1;
    return bytes > mostBytes ? [`${name} has ${bytes} bytes; at most ${mostBytes} can be deployed.`] : [];
  });
  return tooBig.length > 0 ? tooBig.join('\n') : null;
}

function generated(): string | null {
  const script = path.join(import.meta.dirname, 'generate.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  return status === 0 ? null : stderr;
}

/** Runs all tests and returns the gas that they measured. */
function tests(): ForgeTests['gas'] {
  const startedMs = performance.now();
  const { passed, failures, gas } = counted(runForge(['test', '--json']).output);
  total.passed += passed;
  total.failed += failures.length;
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  console.log(`${seconds.padStart(7)} s  contracts  forge test  ${passed} passed, ${failures.length} failed`);
  for (const failure of failures) console.log(`  FAILED ${failure}`);
  return gas;
}

/** Without counts (nothing compiled) what was printed is the failure. */
function counted(output: string): ForgeTests {
  try {
    return countForgeTests(output);
  } catch {
    return { passed: 0, failures: [output], gas: {} };
  }
}

/** forge checks its snapshots only when it doesn't print JSON. */
function gasDifferences(measured: ForgeTests['gas']): string | null {
  const written: ForgeTests['gas'] = JSON.parse(fs.readFileSync(path.join(root, gasFile), 'utf8'));
  const actions = [...new Set([...Object.keys(written), ...Object.keys(measured)])];
  const differences = actions
    .filter((action) => written[action] !== measured[action])
    .map(
      (action) =>
        `${action}: ${written[action] ?? 'nothing'} is written down, ${measured[action] ?? 'nothing'} measured`,
    );
  if (differences.length === 0) return null;
  return [...differences, `Meant so? FORGE_SNAPSHOT_EMIT=true npm run contracts -- test --mc GasTest`].join('\n');
}

function coverage(): string | null {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'gaianet-coverage-')), 'lcov.info');
  const quick = 'contracts/test/{unit,hostile,signature}/*';
  const args = ['coverage', '--match-path', quick, '--report', 'lcov', '--report-file', file];
  const { isDone, output } = runForge(args, ownCache('coverage'));
  if (!isDone) return output;
  const { found, hit, missed } = readCoverage(fs.readFileSync(file, 'utf8'), 'contracts/src/');
  fs.rmSync(path.dirname(file), { recursive: true });
  return found > 0 && hit / found >= leastCoverage ? null : `${hit} of ${found} lines; not: ${missed.join(', ')}`;
}
