import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { fileListQuerySchema, filePurposeSchema } from '#protocol/openai/file-object.ts';
import type { NodeApp, NodeEnv, NodeParts } from './node-parts.ts';
import { parseFields } from './parse-fields.ts';

/** Room for the form around a file. */
const formBytes = 64 * 1_024;

/** `/v1/files`: upload, list, read and delete one's own files. */
export function mountFiles(app: NodeApp, { files }: NodeParts): void {
  const callerOf = (c: Context<NodeEnv>) => c.get('callerId');
  const onError = () => {
    throw new AppError('too_large', `A file may have ${limits.fileSizeBytes / 1_048_576} MiB.`, { param: 'file' });
  };
  app.post('/v1/files', bodyLimit({ maxSize: limits.fileSizeBytes + formBytes, onError }), async (c) => {
    const upload = await readUpload(c);
    return c.json(await files.create(callerOf(c), upload));
  });
  app.get('/v1/files', async (c) => {
    const { purpose, limit, order, after } = parseFields(c.req.query(), fileListQuerySchema);
    const all = (await files.list(callerOf(c))).filter((file) => purpose === undefined || file.purpose === purpose);
    if (order === 'asc') all.reverse();
    const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const data = all.slice(start, start + limit);
    const ends = { first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
    return c.json({ object: 'list', data, ...ends, has_more: start + limit < all.length });
  });
  app.get('/v1/files/:id', async (c) => c.json(await files.get(callerOf(c), c.req.param('id'))));
  app.get('/v1/files/:id/content', async (c) => {
    const content = await files.read(callerOf(c), c.req.param('id'));
    // Never anything that a browser would open as a page of this node.
    const headers = { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' };
    return new Response(new Uint8Array(content), { headers });
  });
  app.delete('/v1/files/:id', async (c) => {
    const id = c.req.param('id');
    await files.remove(callerOf(c), id);
    return c.json({ id, object: 'file', deleted: true });
  });
}

async function readUpload(c: Context<NodeEnv>) {
  const form = await c.req.formData().catch(() => null);
  const file = form?.get('file');
  if (!(file instanceof File))
    throw new AppError('invalid_input', 'Send the file as multipart/form-data in the field "file".', { param: 'file' });
  const purpose = filePurposeSchema.safeParse(form?.get('purpose'));
  if (!purpose.success)
    throw new AppError('invalid_input', `"purpose" must be one of ${filePurposeSchema.options.join(', ')}.`, {
      param: 'purpose',
    });
  const filename = file.name.slice(-255) || 'file';
  return { filename, purpose: purpose.data, content: new Uint8Array(await file.arrayBuffer()) };
}
