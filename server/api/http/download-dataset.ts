import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { createContext } from '#server/api/context.ts';
import { openDatasetFile } from '#server/datasets/open-dataset-file.ts';
import { answerErrors } from './answer-errors.ts';

const paramsSchema = z.object({ id: z.uuid() });

/** `GET /api/datasets/:id`: the rows of the newest version of one of the owner's datasets, as the JSONL file that was added. */
export const downloadDataset = answerErrors(
  async (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
    const { deps, account } = await createContext(request.headers);
    if (!account) throw new AppError('unauthenticated', 'Sign in first: `npm run sign-in-link` prints a link.');
    const { id: componentId } = paramsSchema.parse(await params);
    const { content, sizeBytes, fileName } = await openDatasetFile(deps, { ownerId: account.id, componentId });
    const body = Readable.toWeb(Readable.from(content)) as ReadableStream<Uint8Array>;
    return new Response(body, {
      headers: {
        'content-type': 'application/jsonl',
        'content-length': String(sizeBytes),
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  },
);
