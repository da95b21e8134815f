import { showCover, uploadCover } from '#server/api/http/component-covers.ts';

export const dynamic = 'force-dynamic';
export const GET = showCover;
export const POST = uploadCover;
