import type { Policy } from '#runtime/identity/read-policy.ts';
import { openSafeFetch, type SafeFetchOptions, type SafeWeb } from '#runtime/web/open-safe-fetch.ts';
import type { HttpsTestServer } from './serve-https.ts';

/** A policy that allows every public host and these test servers. */
export function testWebPolicy(servers: HttpsTestServer[], changes: Partial<Policy> = {}): Policy {
  return {
    ...{ python: false, training: false, ownModels: false, viaProxy: false },
    toolHosts: ['*'],
    privateHosts: servers.map(({ host }) => host),
    certificateFiles: servers.map(({ certificateFile }) => certificateFile),
    ...changes,
  };
}

/** The way out as a node has it whose owner allows every public host and these test servers. */
export function openTestWeb(
  servers: HttpsTestServer[],
  { policy, ...options }: Partial<Omit<SafeFetchOptions, 'policy'>> & { policy?: Partial<Policy> } = {},
): SafeWeb {
  return openSafeFetch({ proxy: { url: null, noProxy: [] }, ...options, policy: testWebPolicy(servers, policy) });
}
