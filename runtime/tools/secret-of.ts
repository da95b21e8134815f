import { AppError } from '#protocol/errors.ts';

/** The secret in a slot. Throws `invalid_input` with the slot's name when nobody filled it. */
export function secretOf(secrets: Record<string, string>, slot: string): string {
  const secret = Object.hasOwn(secrets, slot) ? secrets[slot] : undefined;
  if (secret !== undefined && secret !== '') return secret;
  throw new AppError(
    'invalid_input',
    `The secret "${slot}" is not filled in; fill it in at the tool and deploy again.`,
  );
}
