import { spawnSync } from 'node:child_process';

const nobody = 65_534;

/** How to start PostgreSQL's programs as somebody it accepts. */
export interface RunAs {
  command: (program: string, args: string[]) => [string, string[]];
  options: { uid?: number; gid?: number };
  /** True where the programs run under another user id and need files they may reach. */
  dropsUser: boolean;
}

/** PostgreSQL refuses root. A user namespace shows root as "nobody" while files stay root's; where there is none, the programs drop to that user. */
export function chooseRunAs(options: { userNamespaces?: boolean } = {}): RunAs {
  const plain = (program: string, args: string[]): [string, string[]] => [program, args];
  if (process.getuid?.() !== 0) return { command: plain, options: {}, dropsUser: false };
  const flags = ['-U', `--map-user=${nobody}`, `--map-group=${nobody}`];
  const hasNamespaces = options.userNamespaces ?? spawnSync('unshare', [...flags, 'true']).status === 0;
  if (hasNamespaces) {
    return { command: (program, args) => ['unshare', [...flags, program, ...args]], options: {}, dropsUser: false };
  }
  return { command: plain, options: { uid: nobody, gid: nobody }, dropsUser: true };
}
