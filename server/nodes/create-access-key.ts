import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import type { Scope } from '#protocol/signing/typed-messages.ts';
import { hashToken, newSecretToken } from '#server/accounts/secret-token.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnNode } from './find-own-node.ts';

export interface CreateAccessKeyInput {
  ownerId: string;
  nodeId: string;
  name: string;
  scope: Scope;
  /** Web origins that may use the key from a browser; empty means any. */
  allowedOrigins?: string[];
  expiresAt?: Date | null;
}

/** A key for `/n/<address>/v1` on the gateway. It is shown once; only its hash is kept. */
export async function createAccessKey(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: CreateAccessKeyInput,
): Promise<{ id: string; token: string; prefix: string }> {
  const node = await findOwnNode(deps, input);
  const now = deps.clock();
  const token = `gaia-${newSecretToken()}`;
  const key = { id: newId(now.getTime()), prefix: token.slice(0, 11) };

  await deps.db.accessKey.create({
    data: {
      ...key,
      ownerId: input.ownerId,
      nodeId: node.id,
      name: input.name.trim().slice(0, limits.nameLength),
      tokenHash: hashToken(token),
      scope: input.scope,
      allowedOrigins: (input.allowedOrigins ?? []).map(originOf),
      createdAt: now,
      expiresAt: input.expiresAt ?? null,
    },
  });
  return { ...key, token };
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && url.origin !== 'null') return url.origin;
  throw new AppError('invalid_input', `"${text}" is not a web origin; write it like https://example.org.`, {
    param: 'allowedOrigins',
  });
}
