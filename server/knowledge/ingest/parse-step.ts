import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { parseDocument } from '#server/knowledge/parse/parse-document.ts';
import type { ParsedDocument } from '#server/knowledge/parse/parse-messages.ts';
import { type IngestingDocument, moveDocument } from './document-steps.ts';

/** Reads the document's file into text and keeps that. What was read before is read again only when its file is there. */
export async function parseStep(
  deps: Deps,
  document: IngestingDocument,
  context: JobContext,
): Promise<{ text: string; pageCount: number | null }> {
  if (document.text !== null) return { text: document.text, pageCount: document.pageCount };
  if (!document.fileSha256) {
    throw new AppError('unreadable_document', `The file of "${document.name}" is no longer kept; add it again.`);
  }
  await moveDocument(deps.db, context, { documentId: document.id, data: { state: 'parsing' } });
  const progress = openPageReports(context);
  const file = await deps.blobs.path(document.fileSha256);
  const { title, text, pageCount, mime } = await readFile(file, { name: document.name, progress, context });
  await moveDocument(deps.db, context, { documentId: document.id, data: { title, text, pageCount, mime } });
  return { text, pageCount };
}

/** Ends only when the last report of a page is written, whether the file could be read or not. */
async function readFile(
  file: string,
  { name, progress, context }: { name: string; progress: PageReports; context: JobContext },
): Promise<ParsedDocument> {
  try {
    return await parseDocument({ path: file, name, signal: context.signal, onProgress: progress.page });
  } finally {
    await progress.settle();
  }
}

interface PageReports {
  page(done: number, total: number): void;
  settle(): Promise<void>;
}

/** Tells of pages in twenty steps at most, one report after another. */
function openPageReports(context: JobContext): PageReports {
  let told = 0;
  let last: Promise<unknown> = context.report({ step: 'parsing', done: 0, total: 0, message: 'Reading the file' });
  return {
    page(done, total) {
      const step = Math.floor((done * 20) / total);
      if (step === told) return;
      told = step;
      last = last.then(() => context.report({ step: 'parsing', done, total, message: `Page ${done} of ${total}` }));
    },
    settle: async () => void (await last),
  };
}
