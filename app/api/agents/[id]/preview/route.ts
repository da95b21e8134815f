import { answerPreview } from '#server/api/http/preview-agent.ts';

export const dynamic = 'force-dynamic';
export const POST = answerPreview;
