import { answerTrpc } from '#server/api/http/answer-trpc.ts';

export const dynamic = 'force-dynamic';
export const GET = answerTrpc;
export const POST = answerTrpc;
