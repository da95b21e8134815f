import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { type DeploymentFile, deploymentFileSchema } from './deployment-record.ts';

export interface OpenDeploymentFile {
  content: DeploymentFile;
  /** Writes the content as it is now; a crash leaves the old file or the new one, never a part. */
  save(): Promise<void>;
}

/** Reads `deployments.json` of a node's home, or starts an empty one. Throws when it was edited into something unreadable. */
export async function openDeploymentFile(home: string): Promise<OpenDeploymentFile> {
  await mkdir(home, { recursive: true });
  const file = path.join(home, 'deployments.json');
  const content = await read(file);
  let last = Promise.resolve();
  return {
    content,
    save() {
      last = last.then(() => write(file, JSON.stringify(content, null, 2)));
      return last;
    },
  };
}

async function read(file: string): Promise<DeploymentFile> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw cause;
  });
  if (text === null) return { format: 1, deployments: [], restored: {} };
  try {
    return deploymentFileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError(
      'invalid_input',
      `${file} cannot be read; restore it from a copy, or move it away and deploy again.`,
      { cause },
    );
  }
}

async function write(file: string, text: string): Promise<void> {
  const partial = `${file}.new`;
  const handle = await open(partial, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, file);
}
