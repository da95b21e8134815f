import fs from 'node:fs';
import path from 'node:path';

/** The policy of the node on this machine, where it has none: its owner and its controller are one person here, so agents may call every public host. A file that is there stays as it is. */
export function writeNodePolicy(nodeHome: string): void {
  fs.mkdirSync(nodeHome, { recursive: true, mode: 0o700 });
  const content = `${JSON.stringify({ toolHosts: ['*'] }, null, 2)}\n`;
  try {
    fs.writeFileSync(path.join(nodeHome, 'policy.json'), content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
