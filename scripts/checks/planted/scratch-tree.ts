import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { PlantedCase } from './planted-case.ts';

const configuration = ['biome.json', '.oxlintrc.json', 'tsconfig.json', 'package.json', '.gitignore'];

/** A folder outside the checkout with the project's configuration, its packages, and the planted files. */
export function plantTree(cases: PlantedCase[]): { folder: string; remove: () => void } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gaianet-planted-'));
  for (const name of configuration) fs.copyFileSync(name, path.join(folder, name));
  fs.symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction');
  for (const { file, text } of cases) {
    const place = path.join(folder, file);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, text, { flag: 'wx' });
  }
  return { folder, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}
