import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { createContext } from '#server/api/context.ts';
import type { FileUpload, PublishedFile } from '#server/components/publish-file.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import { readBody } from './read-body.ts';

/** What is said of every file that becomes a component. */
export const fileFieldsSchema = z.object({
  name: z.string().trim().min(1).max(limits.nameLength),
  description: z.string().max(limits.descriptionLength).default(''),
  licence: z.string().trim().min(1).max(200),
  componentId: z.uuid().nullable().default(null),
});

interface Receiving<Fields> {
  /** What the address says of the file. */
  fields: z.ZodType<Fields>;
  what: string;
  maxBytes: number;
  publish: (deps: Deps, input: Fields & Pick<FileUpload, 'ownerId' | 'content'>) => Promise<PublishedFile>;
}

/** Publishes a raw body as a version of the signed-in person's component. Answers 201 `{componentId, versionId, number}`. */
export async function receiveFile<Fields>(request: Request, receiving: Receiving<Fields>): Promise<Response> {
  const { deps, account } = await createContext(request.headers);
  assertSameOrigin(deps, request.headers);
  if (!account) throw new AppError('unauthenticated', 'Sign in first: `npm run sign-in-link` prints a link.');
  const parsed = receiving.fields.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!parsed.success) throw new AppError('invalid_input', z.prettifyError(parsed.error));
  const content = readBody(request, receiving);
  const made = await receiving.publish(deps, { ...parsed.data, ownerId: account.id, content });
  return Response.json(made, { status: 201, headers: { 'cache-control': 'no-store' } });
}
