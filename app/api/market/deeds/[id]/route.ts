import { showDeedMetadata } from '#server/api/http/deed-metadata.ts';

export const dynamic = 'force-dynamic';
export const GET = showDeedMetadata;
