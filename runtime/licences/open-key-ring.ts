import type { LicensedPart } from '#protocol/licences/licences-of-agent.ts';
import type { DeploymentParts } from '#runtime/deployments/deployment-parts.ts';

/** The keys that one deployment was given. They stay in memory and end with it. */
export interface KeyRing {
  /** The key of a licensed part, asked for once. Throws the refusal. */
  keyOf(part: LicensedPart, signal: AbortSignal): Promise<Uint8Array>;
}

/** A ring without keys: each is asked for when it is first needed. */
export function openKeyRing(parts: Pick<DeploymentParts, 'obtainKey'>): KeyRing {
  const keys = new Map<string, Uint8Array>();
  return {
    async keyOf(part, signal) {
      const known = keys.get(part.licence.contentRoot);
      if (known) return known;
      const key = await parts.obtainKey(part, signal);
      keys.set(part.licence.contentRoot, key);
      return key;
    },
  };
}
