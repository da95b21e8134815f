import { z } from 'zod';

const httpsAddress = z.url({ protocol: /^https$/ }).max(2_000);

/** A client of an authorization server, as OAuth names its fields (RFC 7591 §3.2.1). */
const signInClientSchema = z.object({
  client_id: z.string().min(1).max(1_000),
  client_secret: z.string().min(1).max(1_000).optional(),
  token_endpoint_auth_method: z.string().max(50).optional(),
});

/** Where a sign-in is made and as which client: all that a refresh needs. */
const signInServiceSchema = z.object({
  issuer: z.url().max(2_000),
  authorizationUrl: httpsAddress,
  tokenUrl: httpsAddress,
  /** Ways to prove who the client is that the token address takes; empty where it doesn't say. */
  clientMethods: z.array(z.string().max(50)).max(20),
  /** Whether its answers name the issuer (RFC 9207). */
  namesIssuer: z.boolean(),
  /** What the tokens are for (RFC 8707); null where the server doesn't say. */
  resource: z.url().max(2_000).nullable(),
  client: signInClientSchema,
});
export type SignInService = z.infer<typeof signInServiceSchema>;

/** A sign-in under way: what the exchange of the code needs. Secret. */
export const signInPendingSchema = signInServiceSchema.extend({
  redirectUri: z.url().max(2_000),
  codeVerifier: z.string().min(43).max(128),
});
export type SignInPending = z.infer<typeof signInPendingSchema>;

/** What a sign-in gave: the value of its secret slot, as JSON. */
export const signInGrantSchema = signInServiceSchema.extend({
  /** The same for all tokens that come of one sign-in. */
  grantId: z.uuid(),
  accessToken: z.string().min(1).max(8_000),
  /** null where the service gives none: when the access token has expired, a person signs in again. */
  refreshToken: z.string().min(1).max(4_000).nullable(),
  /** Milliseconds since 1970; null where the service doesn't say. */
  expiresAtMs: z.int().nullable(),
});
export type SignInGrant = z.infer<typeof signInGrantSchema>;
