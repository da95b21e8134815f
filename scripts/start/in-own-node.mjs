// node scripts/start/in-own-node.mjs <program> [arguments]: runs it in the product's own Node, from any Node.
import fs from 'node:fs';
import path from 'node:path';
import { continueIn, ownNode } from './ensure-toolchain.mjs';

process.chdir(path.resolve(import.meta.dirname, '../..'));
if (fs.existsSync(ownNode)) {
  continueIn(ownNode, process.argv.slice(2));
} else {
  console.error('GaiaNet is not installed here yet; npm run up installs and starts it.');
  process.exitCode = 1;
}
