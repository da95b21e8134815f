import { answerTrialQuestion } from '#server/api/http/ask-component.ts';

export const dynamic = 'force-dynamic';
export const POST = answerTrialQuestion;
