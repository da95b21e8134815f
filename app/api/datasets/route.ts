import { addDataset } from '#server/api/http/add-dataset.ts';

export const dynamic = 'force-dynamic';
export const POST = addDataset;
