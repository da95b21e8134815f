import { answerTrial } from '#server/api/http/try-prompt.ts';

export const dynamic = 'force-dynamic';
export const POST = answerTrial;
