import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

export interface Spending {
  /** What is counted, such as `wallet-challenge:203.0.113.7`. */
  key: string;
  limit: number;
  windowSeconds: number;
  /** How much of it this time; one unless told. */
  amount?: number;
  /** What there was too much of: “sign-ins of this wallet”. */
  what: string;
}

/** Counts one more, over all processes and restarts; the count starts anew when its window has ended. Throws `rate_limited` with the seconds to wait once the limit is passed. */
export async function spendAllowance(deps: Pick<Deps, 'db' | 'clock'>, spending: Spending): Promise<void> {
  const { key, limit, windowSeconds, what, amount = 1 } = spending;
  const now = deps.clock();
  const endsAt = new Date(now.getTime() + windowSeconds * 1000);
  const rows = await deps.db.$queryRaw<{ used: number; endsAt: Date }[]>`
    INSERT INTO "Allowance" ("key", "endsAt", "used") VALUES (${key}, ${endsAt}, ${amount})
    ON CONFLICT ("key") DO UPDATE SET
      "used" = CASE WHEN "Allowance"."endsAt" <= ${now} THEN ${amount} ELSE "Allowance"."used" + ${amount} END,
      "endsAt" = CASE WHEN "Allowance"."endsAt" <= ${now} THEN ${endsAt} ELSE "Allowance"."endsAt" END
    RETURNING "used", "endsAt"`;
  const [row] = rows;
  if (row && row.used <= limit) {
    if (row.used === amount) await deps.db.allowance.deleteMany({ where: { endsAt: { lte: now } } });
    return;
  }
  const seconds = Math.max(1, Math.ceil(((row?.endsAt.getTime() ?? 0) - now.getTime()) / 1000));
  throw new AppError('rate_limited', `Too many ${what}; try again in ${inWords(seconds)}.`, {
    retryAfterSeconds: seconds,
  });
}

function inWords(seconds: number): string {
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
