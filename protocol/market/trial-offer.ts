import { z } from 'zod';
import { limits } from '#protocol/limits.ts';

/** What a creator lets people try, or search, on a node of theirs: budgets of a day (UTC), and hosted retrieval. */
export const trialOfferSchema = z.object({
  /** Node that answers. */
  nodeId: z.uuid(),
  /** Catalogue id of the model that answers. */
  modelId: z.string().min(1).max(100),
  /** Answers to everybody together; 0 offers hosted retrieval only. */
  dailyQuestions: z.int().min(0).max(limits.trialQuestionsPerDay),
  /** Tokens read and written for them. One answer must fit. */
  dailyTokens: z.int().min(limits.trialContextTokens).max(limits.trialTokensPerDay),
  /** Answers to one person: account, wallets and client address each. */
  personQuestions: z.int().min(1).max(limits.trialQuestionsPerDay),
  isHosted: z.boolean().default(false),
  passagesPerCall: z.int().min(1).max(limits.hostedPassages).default(3),
  callsPerMinute: z.int().min(1).max(600).default(10),
  /** Searches of everybody together. */
  dailySearches: z.int().min(1).max(limits.trialQuestionsPerDay).default(1_000),
  /** Share of all passages that one buyer may ever see. */
  coveragePercent: z.int().min(1).max(100).default(20),
});
export type TrialOffer = z.infer<typeof trialOfferSchema>;
