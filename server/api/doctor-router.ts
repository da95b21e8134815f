import { runDoctor } from '#server/doctor/run-doctor.ts';
import { shownSettings } from '#server/env.ts';
import { ownerProcedure, router } from './trpc.ts';

/** The doctor's checks, and the settings with their sources. */
export const doctorRouter = router({
  run: ownerProcedure.mutation(({ ctx }) =>
    runDoctor(ctx.deps, { ownerId: ctx.account.id, home: ctx.deps.config.values.GAIA_HOME }),
  ),
  configuration: ownerProcedure.query(({ ctx }) => shownSettings(ctx.deps.config)),
});
