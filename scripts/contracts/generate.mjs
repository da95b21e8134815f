import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// node scripts/contracts/generate.mjs [--check]: what TypeScript needs of the contracts, into contracts/generated/.
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(root, 'contracts/generated');
const contracts = [
  'NetworkToken',
  'MockUSD',
  'RevenueLedger',
  'NodeRegistry',
  'ComponentRegistry',
  'ComponentLicence',
  'ComponentMarket',
  'DomainRegistry',
];
const isCheck = process.argv.includes('--check');

build();
const files = new Map(contracts.flatMap(filesOf));
const stale = isCheck ? differences() : write();
if (isCheck && stale.length > 0) {
  console.error(`Out of date: ${stale.join(', ')}. Run: npm run contracts:generate`);
  process.exitCode = 1;
} else {
  console.log(
    isCheck ? `${files.size} generated files are up to date` : `${files.size} files, ${stale.length} changed`,
  );
}

function build() {
  const runner = fileURLToPath(new URL('./foundry.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [runner, 'forge', 'build', '--quiet', 'contracts/src'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

function filesOf(contract) {
  const artifact = JSON.parse(
    fs.readFileSync(path.join(root, `contracts/out/${contract}.sol/${contract}.json`), 'utf8'),
  );
  const name = contract.replace(/USD$/, 'Usd').replace(/^./, (letter) => letter.toLowerCase());
  const file = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const { object, linkReferences } = artifact.bytecode;
  if (Object.keys(linkReferences).length > 0) throw new Error(`${contract} needs linked libraries.`);
  return [
    [`${file}-abi.ts`, `export const ${name}Abi = ${JSON.stringify(artifact.abi, null, 2)} as const;\n`],
    [`${file}-bytecode.ts`, `export const ${name}Bytecode: \`0x\${string}\` =\n  '${object}';\n`],
  ];
}

function differences() {
  const present = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const changed = [...files].filter(([name, text]) => !present.includes(name) || read(name) !== text);
  return [...changed.map(([name]) => name), ...present.filter((name) => !files.has(name))];
}

function write() {
  const changed = differences();
  fs.mkdirSync(folder, { recursive: true });
  for (const name of changed) {
    const text = files.get(name);
    if (text === undefined) fs.rmSync(path.join(folder, name));
    else fs.writeFileSync(path.join(folder, name), text);
  }
  return changed;
}

function read(name) {
  return fs.readFileSync(path.join(folder, name), 'utf8');
}
