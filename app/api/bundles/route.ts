import { importBundle } from '#server/api/http/import-bundle.ts';

export const dynamic = 'force-dynamic';
export const POST = importBundle;
