import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import type { TrialReservation } from './reserve-trial.ts';

export interface TrialTokens {
  promptTokens: number;
  completionTokens: number;
}

/** Ends a reservation with what was really used, and meters it. What was set aside beyond that is free again. */
export async function settleTrial(
  deps: Pick<Deps, 'db' | 'clock'>,
  reservation: TrialReservation,
  used: TrialTokens & { ownerId: string; kind: 'question' | 'comparison' },
): Promise<void> {
  const now = deps.clock();
  const { componentId } = reservation;
  const tokens = used.promptTokens + used.completionTokens - reservation.tokens;
  await deps.db.$transaction(async (tx) => {
    await change(tx, reservation, { questions: 0, tokens });
    await tx.trialUse.create({ data: { id: newId(now.getTime()), componentId, ...used, usedAt: now } });
  });
}

/** Gives a reservation back: nothing was answered. */
export async function releaseTrial(deps: Pick<Deps, 'db'>, reservation: TrialReservation): Promise<void> {
  await change(deps.db, reservation, { questions: -reservation.questions, tokens: -reservation.tokens });
}

async function change(
  tx: Prisma.TransactionClient,
  { componentId, day, persons }: TrialReservation,
  by: { questions: number; tokens: number },
): Promise<void> {
  const rows = ['', ...persons];
  await tx.$executeRaw`
    UPDATE "TrialSpending" SET
      "questions" = GREATEST(0, "questions" + ${by.questions}),
      "tokens" = GREATEST(0, "tokens" + ${by.tokens})
    WHERE "componentId" = ${componentId}::uuid AND "day" = ${day}::date AND "person" = ANY(${rows})`;
}
