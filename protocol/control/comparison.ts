import { sha256, stringToHex } from 'viem';
import { z } from 'zod';
import { canonicalJson } from '#protocol/canonical-json.ts';
import { limits } from '#protocol/limits.ts';
import { agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';

const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/);
const signature = z.string().regex(/^0x[0-9a-fA-F]{130}$/);
const place = z.object({
  /** SHA-256 of the comparison's id. */
  comparison: bytes32,
  contentRoot: bytes32,
});

/** `POST /control/comparisons`: answers one question with and without a component and signs both answers. */
export const controlCompareSchema = place.extend({
  position: z.int().min(0).max(999),
  question: z.string().min(1).max(limits.trialQuestionLength),
  with: z.object({
    manifest: agentManifestSchema,
    collections: z.array(z.string()).max(8),
    secrets: z.record(z.string(), z.string().max(20_000)).default({}),
    /** Content besides the passages that the answer may only quote from. */
    texts: z.array(z.string()).max(32).default([]),
  }),
  without: z.object({ manifest: agentManifestSchema }),
});
export type ControlCompare = z.input<typeof controlCompareSchema>;

const usageSchema = z.object({ promptTokens: z.int(), completionTokens: z.int() });
export const comparedAnswerSchema = z.object({
  withAnswer: z.string(),
  withoutAnswer: z.string(),
  usage: usageSchema,
  /** Over ComparedAnswer. */
  signature,
});
export type ComparedAnswer = z.infer<typeof comparedAnswerSchema>;

/** What a person found better. */
const verdictSchema = z.enum(['with', 'without', 'tie']);
export type Verdict = z.infer<typeof verdictSchema>;

/** `POST /control/comparisons/score`: the node counts verdicts on answers that it signed, and signs the score. */
export const controlScoreSchema = place.extend({
  rows: z
    .array(
      z.object({
        position: z.int().min(0).max(999),
        question: z.string(),
        withAnswer: z.string(),
        withoutAnswer: z.string(),
        signature,
        verdict: verdictSchema,
      }),
    )
    .min(1)
    .max(limits.comparisonQuestions),
});
export type ControlScore = z.infer<typeof controlScoreSchema>;

export const comparisonScoreSchema = z.object({
  withWins: z.int(),
  withoutWins: z.int(),
  ties: z.int(),
  verdictsHash: bytes32,
  /** Unix seconds. */
  issuedAt: z.int(),
  /** Over ComparisonScore. */
  signature,
});
export type ComparisonScore = z.infer<typeof comparisonScoreSchema>;

/** Hash of a text in signed messages: SHA-256 of its UTF-8. */
export function textHash(text: string): `0x${string}` {
  return sha256(stringToHex(text));
}

/** Hash of who won which question, in their order: what a score is counted from. */
export function verdictsHash(
  rows: readonly { position: number; signature: string; verdict: Verdict }[],
): `0x${string}` {
  const ordered = rows.toSorted((a, b) => a.position - b.position);
  return textHash(
    canonicalJson(ordered.map(({ position, signature: proof, verdict }) => ({ position, proof, verdict }))),
  );
}
