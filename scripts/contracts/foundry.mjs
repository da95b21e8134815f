import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

// node scripts/contracts/foundry.mjs forge|anvil <args>: the native program, whose exit code counts (the npm launcher's is always 0).
const [tool = '', ...args] = process.argv.slice(2);
if (!['forge', 'anvil'].includes(tool)) {
  console.error('Name the tool: node scripts/contracts/foundry.mjs forge|anvil <args>');
  process.exit(1);
}

const child = spawn(nativeBinary(tool), args, {
  stdio: 'inherit',
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  env: { ...process.env, FOUNDRY_SOLC: fileURLToPath(new URL('./solc.cjs', import.meta.url)) },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', (code) => process.exit(code ?? 1));

function nativeBinary(name) {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return createRequire(import.meta.url).resolve(`@foundry-rs/${name}-${platform}/bin/${name}${suffix}`);
}
