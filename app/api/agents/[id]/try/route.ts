import { answerTry } from '#server/api/http/try-api.ts';

export const dynamic = 'force-dynamic';
export const POST = answerTry;
