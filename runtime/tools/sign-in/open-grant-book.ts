import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { sealSecret } from '#protocol/secrets/seal-secret.ts';
import { type SignInGrant, signInGrantSchema } from '#protocol/tools/sign-in.ts';
import type { SealingKey } from '#runtime/identity/open-sealing-key.ts';
import { readFileIfAny } from '#runtime/identity/read-file-if-any.ts';
import { writePrivateFile } from '#runtime/identity/write-private-file.ts';

const kept = 200;
const fileSchema = z.object({ format: z.literal(1), grants: z.record(z.uuid(), z.string()) });

/** Tokens that this node fetched anew since they were delivered: many services take a refresh token only once. */
export interface GrantBook {
  /** The newest tokens of a sign-in; null where those that were delivered are the newest. */
  find(grantId: string): SignInGrant | null;
  keep(grant: SignInGrant): void;
}

/** Opens the book of a node: `tool-grants.json` (0600) in its folder, each entry sealed to the node's own key, the newest 200. */
export function openGrantBook({ home, sealing }: { home: string; sealing: SealingKey }): GrantBook {
  const path = join(home, 'tool-grants.json');
  return {
    find(grantId) {
      const sealed = readBook(path)[grantId];
      if (sealed === undefined) return null;
      const text = sealing.open({ [grantId]: sealed })[grantId] ?? '';
      return signInGrantSchema.parse(JSON.parse(text));
    },
    keep(grant) {
      const { grantId } = grant;
      const text = JSON.stringify(grant);
      const others = Object.entries(readBook(path)).filter(([id]) => id !== grantId);
      const sealed = sealSecret({ sealingKey: sealing.publicKey, slot: grantId, text });
      const grants = Object.fromEntries([...others.slice(1 - kept), [grantId, sealed]]);
      writePrivateFile(path, { content: `${JSON.stringify({ format: 1, grants }, null, 2)}\n`, mode: 'replace' });
    },
  };
}

function readBook(path: string): Record<string, string> {
  const content = readFileIfAny(path);
  if (content === null) return {};
  try {
    return fileSchema.parse(JSON.parse(content)).grants;
  } catch (cause) {
    throw new AppError('invalid_input', `${path} can't be read; move it away, and sign in again at the tools.`, {
      cause,
    });
  }
}
