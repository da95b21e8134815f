import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { createContext } from '#server/api/context.ts';
import { findOwnBundle } from '#server/components/find-own-bundle.ts';
import { answerErrors } from './answer-errors.ts';

const paramsSchema = z.object({ id: z.uuid() });

/** `GET /api/versions/:id/bundle`: the bundle of one of the owner's versions, as a file. */
export const downloadBundle = answerErrors(
  async (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
    const { deps, account } = await createContext(request.headers);
    if (!account) throw new AppError('unauthenticated', 'Sign in first: `npm run sign-in-link` prints a link.');
    const { id: versionId } = paramsSchema.parse(await params);
    const bundle = await findOwnBundle(deps, { ownerId: account.id, versionId });
    const body = Readable.toWeb(Readable.from(deps.blobs.read(bundle.sha256))) as ReadableStream<Uint8Array>;
    return new Response(body, {
      headers: {
        'content-type': 'application/x-tar',
        'content-length': String(bundle.sizeBytes),
        'content-disposition': `attachment; filename="${bundle.fileName}"`,
        etag: `"${bundle.contentRoot}"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  },
);
