import { uploadDocuments } from '#server/api/http/upload-documents.ts';

export const dynamic = 'force-dynamic';
export const POST = uploadDocuments;
