import { addModel } from '#server/api/http/add-model.ts';

export const dynamic = 'force-dynamic';
export const POST = addModel;
