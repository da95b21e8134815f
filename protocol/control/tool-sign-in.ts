import { z } from 'zod';

const sealedText = z.string().max(20_000);
/** X25519, hexadecimal: the answer is sealed to it, so that nothing between node and studio reads it. */
const replyKey = z.string().regex(/^[0-9a-f]{64}$/);

/** Slots under which the parts of a sign-in are sealed (protocol/secrets). */
export const signInSlots = { clientSecret: 'client_secret', pending: 'pending', code: 'code', grant: 'grant' } as const;

/** `POST /control/tools/start-sign-in`: finds where programs sign in to a server (RFC 9728, RFC 8414), registers there as a client (RFC 7591) unless one is given, and begins. */
export const controlStartSignInSchema = z.object({
  url: z.url({ protocol: /^https$/ }),
  redirectUri: z.url().max(2_000),
  state: z.string().min(32).max(200),
  /** Empty asks for what the server names. */
  scope: z.string().max(500).default(''),
  /** A client made by hand; null registers one. */
  clientId: z.string().min(1).max(1_000).nullable().default(null),
  /** The client's, in the slot `client_secret`, where it has one. */
  secrets: z.object({ client_secret: sealedText.optional() }).default({}),
  replyKey,
});
export type ControlStartSignIn = z.infer<typeof controlStartSignInSchema>;

export const controlStartSignInResultSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('started'),
    /** The sign-in service, for people. */
    host: z.string(),
    /** Where the person's browser goes. */
    authorizationUrl: z.url({ protocol: /^https$/ }).max(8_000),
    /** `SignInPending` as JSON, sealed to the reply key in the slot `pending`. */
    pending: sealedText,
  }),
  /** The service registers no clients by itself: somebody makes one there. */
  z.object({ kind: z.literal('client-needed'), host: z.string() }),
]);
export type ControlStartSignInResult = z.infer<typeof controlStartSignInResultSchema>;

/** `POST /control/tools/finish-sign-in`: exchanges the code that the person's browser brought back for tokens. */
export const controlFinishSignInSchema = z.object({
  secrets: z.object({ pending: sealedText, code: sealedText }),
  /** `iss` of the authorization response (RFC 9207). */
  issuer: z.string().max(2_000).nullable(),
  replyKey,
});

export const controlFinishSignInResultSchema = z.object({
  /** `SignInGrant` as JSON, sealed to the reply key in the slot `grant`. */
  grant: sealedText,
});
