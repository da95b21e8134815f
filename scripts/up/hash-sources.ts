import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const folders = ['app', 'server', 'protocol', 'contracts/generated', 'stubs', 'public'];
const files = ['package-lock.json', 'next.config.mjs', 'postcss.config.mjs', 'tsconfig.json'];

/** A hash of everything the studio is built from; tests are no part of it. */
export function hashSources(): string {
  const hash = createHash('sha256');
  const all = folders.filter((folder) => fs.existsSync(folder)).flatMap((folder) => fs.globSync(`${folder}/**/*`));
  for (const file of [...all, ...files].sort()) {
    if (/\.test\.tsx?$/.test(file) || !fs.existsSync(file) || !fs.statSync(file).isFile()) continue;
    hash.update(`${path.normalize(file)}\n`).update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}
