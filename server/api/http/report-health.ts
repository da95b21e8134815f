import { getDeps } from '#server/api/context.ts';

/** `GET /api/health`: 200 when the studio reaches its database, else 503. */
export async function reportHealth(): Promise<Response> {
  try {
    const deps = getDeps();
    await deps.db.$queryRaw`select 1`;
    return Response.json({ status: 'ok' });
  } catch {
    return Response.json({ status: 'the database does not answer' }, { status: 503 });
  }
}
