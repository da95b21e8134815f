import { createHash } from 'node:crypto';
import { z } from 'zod';

/** `Secret.kind` of sign-ins at tools' servers that are under way; the name is the hash of their state. */
export const pendingSignInKind = 'tool-sign-in';

/** How long a person may take at the sign-in page. */
export const signInMs = 10 * 60_000;

/** What is kept, sealed, until the browser comes back. */
export const pendingSignInSchema = z.object({
  slot: z.string(),
  /** The server that is signed in to. */
  url: z.string(),
  /** The sign-in service, for people. */
  host: z.string(),
  /** Where the sign-in was started; null for an import. */
  toolId: z.uuid().nullable(),
  /** `SignInPending` as JSON, as the node made it. */
  pending: z.string(),
});
export type PendingSignIn = z.infer<typeof pendingSignInSchema>;

/** The name under which a sign-in with this state is kept. */
export function stateName(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}
