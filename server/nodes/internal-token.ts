import type { SecretBox } from '#server/deps-type.ts';

/** The bearer of the gateway's internal API: derived from the secret key, so every process of the installation knows it. */
export function internalToken(secrets: SecretBox): string {
  return secrets.mac('gateway-internal', 'bearer');
}
