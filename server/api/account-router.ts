import { z } from 'zod';
import { firstSteps } from '#server/accounts/first-steps.ts';
import { listAttention } from '#server/accounts/list-attention.ts';
import { listSessions } from '#server/accounts/list-sessions.ts';
import { revokeSession } from '#server/accounts/revoke-session.ts';
import { ownerProcedure, router } from './trpc.ts';

/** The signed-in account and its sessions. */
export const accountRouter = router({
  me: ownerProcedure.query(({ ctx }) => ctx.account),
  firstSteps: ownerProcedure.query(({ ctx }) => firstSteps(ctx.deps, { ownerId: ctx.account.id })),
  attention: ownerProcedure.query(({ ctx }) => listAttention(ctx.deps, { ownerId: ctx.account.id })),
  sessions: ownerProcedure.query(async ({ ctx }) => {
    const sessions = await listSessions(ctx.deps, { ownerId: ctx.account.id });
    return sessions.map((session) => ({ ...session, isCurrent: session.id === ctx.sessionId }));
  }),
  revokeSession: ownerProcedure
    .input(z.object({ sessionId: z.uuid() }))
    .mutation(({ ctx, input }) => revokeSession(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
