import { AppError } from '#protocol/errors.ts';
import { spendAllowance } from '#server/accounts/spend-allowance.ts';
import type { Deps } from '#server/deps-type.ts';
import type { OpenTrial } from '#server/trials/find-open-trial.ts';
import { secondsToNextDay, trialDay } from '#server/trials/trial-day.ts';

/** Counts a search of a buyer's within the minute, and of everybody's within the day (UTC). Throws `rate_limited` with the seconds to wait. */
export async function spendSearch(
  deps: Pick<Deps, 'db' | 'clock'>,
  { trial, buyer }: { trial: OpenTrial; buyer: string },
): Promise<void> {
  const { componentId, callsPerMinute: limit, dailySearches, name } = trial;
  const key = `hosted:${componentId}:${buyer}`;
  await spendAllowance(deps, { key, limit, windowSeconds: 60, what: `searches of “${name}” for this buyer` });
  const now = deps.clock();
  const counted = await deps.db.$executeRaw`
    INSERT INTO "TrialSpending" ("componentId", "day", "person", "searches")
    VALUES (${componentId}::uuid, ${trialDay(now)}::date, '', 1)
    ON CONFLICT ("componentId", "day", "person") DO UPDATE SET "searches" = "TrialSpending"."searches" + 1
    WHERE "TrialSpending"."searches" < ${dailySearches}`;
  if (counted === 1) return;
  const sentence = `Today's ${dailySearches} searches of “${name}” are used up; they start again at midnight UTC.`;
  throw new AppError('rate_limited', sentence, { retryAfterSeconds: secondsToNextDay(now) });
}
