import { bytesToHex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import type { Deps } from '#server/deps-type.ts';
import { secretEnvelopeSchema } from '#server/secrets/secret-envelope-schema.ts';

/** The account's signing key as a signer: `creator` of its manifests and controller of its nodes. The key itself stays inside. */
export async function openAccountKey(
  deps: Pick<Deps, 'db' | 'secrets'>,
  input: { ownerId: string },
): Promise<TypedSigner> {
  const row = await deps.db.secret.findUnique({
    where: { ownerId_kind_name: { ownerId: input.ownerId, kind: 'account-key', name: 'controller' } },
    select: { envelope: true, owner: { select: { keyAddress: true } } },
  });
  if (!row) throw new AppError('not_found', 'This account has no signing key.');

  const signer = openTypedSigner(bytesToHex(deps.secrets.open(secretEnvelopeSchema.parse(row.envelope))));
  if (signer.address !== row.owner.keyAddress) {
    throw new AppError(
      'internal',
      `The stored signing key is that of ${signer.address}, not of ${row.owner.keyAddress}.`,
    );
  }
  return signer;
}
