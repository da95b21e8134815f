import { downloadDataset } from '#server/api/http/download-dataset.ts';

export const dynamic = 'force-dynamic';
export const GET = downloadDataset;
