import { z } from 'zod';
import { listSessions } from '#server/accounts/list-sessions.ts';
import { revokeSession } from '#server/accounts/revoke-session.ts';
import { ownerProcedure, router } from './trpc.ts';

/** The signed-in account and its sessions. */
export const accountRouter = router({
  me: ownerProcedure.query(({ ctx }) => ctx.account),
  sessions: ownerProcedure.query(async ({ ctx }) => {
    const sessions = await listSessions(ctx.deps, { ownerId: ctx.account.id });
    return sessions.map((session) => ({ ...session, isCurrent: session.id === ctx.sessionId }));
  }),
  revokeSession: ownerProcedure
    .input(z.object({ sessionId: z.uuid() }))
    .mutation(({ ctx, input }) => revokeSession(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
