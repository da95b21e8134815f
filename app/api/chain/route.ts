import { answerChain } from '#server/api/http/answer-chain.ts';

export const dynamic = 'force-dynamic';
export const POST = answerChain;
