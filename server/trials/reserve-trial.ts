import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import type { OpenTrial } from './find-open-trial.ts';
import { secondsToNextDay, trialDay } from './trial-day.ts';

/** What was set aside of a trial's budget before its node is asked. */
export interface TrialReservation {
  componentId: string;
  day: Date;
  persons: readonly string[];
  questions: number;
  tokens: number;
}

/**
 * Sets questions and the most tokens they can take aside, of the day's budget and of every name that the person has. All or nothing, in one transaction whose rows are locked: two at once never
 * pass a limit. Throws `rate_limited` with what is used up and when it starts again.
 */
export async function reserveTrial(
  deps: Pick<Deps, 'db' | 'clock'>,
  trial: OpenTrial,
  asked: { persons: readonly string[]; questions: number; tokens: number },
): Promise<TrialReservation> {
  const now = deps.clock();
  const reservation = { componentId: trial.componentId, day: trialDay(now), ...asked };
  await deps.db.$transaction(async (tx) => {
    const all = { person: '', questions: trial.dailyQuestions, tokens: trial.dailyTokens };
    if (!(await take(tx, reservation, all))) throw await budgetUsedUp(tx, { trial, reservation, now });
    for (const person of asked.persons) {
      const own = { person, questions: trial.personQuestions, tokens: trial.dailyTokens };
      if (!(await take(tx, reservation, own))) throw personUsedUp(trial, now);
    }
  });
  return reservation;
}

/** Counts up one row unless that passes its limit. */
async function take(
  tx: Prisma.TransactionClient,
  { componentId, day, questions, tokens }: TrialReservation,
  limit: { person: string; questions: number; tokens: number },
): Promise<boolean> {
  if (questions > limit.questions || tokens > limit.tokens) return false;
  const changed = await tx.$executeRaw`
    INSERT INTO "TrialSpending" ("componentId", "day", "person", "questions", "tokens")
    VALUES (${componentId}::uuid, ${day}::date, ${limit.person}, ${questions}, ${tokens})
    ON CONFLICT ("componentId", "day", "person") DO UPDATE SET
      "questions" = "TrialSpending"."questions" + ${questions},
      "tokens" = "TrialSpending"."tokens" + ${tokens}
    WHERE "TrialSpending"."questions" + ${questions} <= ${limit.questions}
      AND "TrialSpending"."tokens" + ${tokens} <= ${limit.tokens}`;
  return changed === 1;
}

async function budgetUsedUp(
  tx: Prisma.TransactionClient,
  input: { trial: OpenTrial; reservation: TrialReservation; now: Date },
): Promise<AppError> {
  const { trial, now } = input;
  const { componentId, day, questions } = input.reservation;
  const row = await tx.trialSpending.findUnique({
    where: { componentId_day_person: { componentId, day, person: '' } },
    select: { questions: true },
  });
  const left = trial.dailyQuestions - (row?.questions ?? 0);
  const what =
    left < questions
      ? `Today's ${trial.dailyQuestions} trial answers of “${trial.name}” are used up${left > 0 ? ` but for ${left}` : ''}`
      : `Today's trial budget of “${trial.name}” does not cover another answer`;
  return usedUp(what, now);
}

function personUsedUp(trial: OpenTrial, now: Date): AppError {
  return usedUp(`You have had your ${trial.personQuestions} trial answers of “${trial.name}” for today`, now);
}

function usedUp(what: string, now: Date): AppError {
  const seconds = secondsToNextDay(now);
  const hours = Math.ceil(seconds / 3_600);
  return new AppError(
    'rate_limited',
    `${what}; they start again at midnight UTC, in ${hours} h. Buying has no such limit.`,
    {
      retryAfterSeconds: seconds,
    },
  );
}
