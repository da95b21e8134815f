import { downloadBundle } from '#server/api/http/download-bundle.ts';

export const dynamic = 'force-dynamic';
export const GET = downloadBundle;
