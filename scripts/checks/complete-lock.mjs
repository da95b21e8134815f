// node scripts/checks/complete-lock.mjs: adds the optional packages of other platforms to package-lock.json.
// A registry that lacks some of them (404) makes npm write a lock without them, and `npm ci` then refuses that lock everywhere.
import fs from 'node:fs';

const lockFile = process.argv[2] ?? 'package-lock.json';

const systems = [
  [/darwin|\bmac\b/, 'darwin'],
  [/win32|windows|\bwin\b/, 'win32'],
  [/linux/, 'linux'],
  [/android/, 'android'],
  [/freebsd/, 'freebsd'],
  [/openbsd/, 'openbsd'],
  [/netbsd/, 'netbsd'],
  [/sunos/, 'sunos'],
  [/aix/, 'aix'],
  [/openharmony|ohos/, 'openharmony'],
];
const processors = [
  [/arm64|aarch64/, 'arm64'],
  [/x64|amd64|x86_64/, 'x64'],
  [/ia32|x86\b|i686/, 'ia32'],
  [/armv7l?|gnueabihf|musleabihf|\barm\b/, 'arm'],
  [/ppc64/, 'ppc64'],
  [/riscv64/, 'riscv64'],
  [/s390x/, 's390x'],
  [/loong64/, 'loong64'],
  [/wasm32|wasi/, 'wasm32'],
  [/mips64el/, 'mips64el'],
];

const lock = JSON.parse(fs.readFileSync(lockFile, 'utf8'));
const { packages } = lock;
const added = Object.entries(packages).flatMap(([place, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name, range]) => /^\^?\d/.test(range) && !isLocked(place, name))
    .flatMap(([name, range]) => addPlatform(name, { version: range.replace(/^\^/, ''), isDev: entry.dev === true })),
);
const sorted = Object.entries(packages).sort(([left], [right]) => left.localeCompare(right, 'en'));
fs.writeFileSync(lockFile, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(added.length > 0 ? `Added ${added.join(', ')}` : `${lockFile} is complete.`);

/** Whether the package at `place` finds `name` in a node_modules folder of its own or above. */
function isLocked(place, name) {
  for (let folder = place; ; folder = folder.slice(0, folder.lastIndexOf('node_modules/')).replace(/\/$/, '')) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

function addPlatform(name, { version, isDev }) {
  const system = systems.find(([pattern]) => pattern.test(name))?.[1];
  const processor = processors.find(([pattern]) => pattern.test(name))?.[1];
  if (!system && !processor) return [];
  packages[`node_modules/${name}`] = {
    version,
    ...(processor && { cpu: [processor] }),
    ...(isDev && { dev: true }),
    optional: true,
    ...(system && { os: [system] }),
    ...(system === 'linux' && /musl/.test(name) && { libc: ['musl'] }),
  };
  return [`${name}@${version}`];
}
