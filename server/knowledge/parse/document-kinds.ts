/** Kinds of documents that can be read, with their file endings and media type. */
export const documentKinds = {
  text: { label: 'plain text', endings: ['txt', 'text'], mime: 'text/plain' },
  markdown: { label: 'Markdown', endings: ['md', 'markdown'], mime: 'text/markdown' },
  html: { label: 'a web page (HTML)', endings: ['html', 'htm', 'xhtml'], mime: 'text/html' },
  pdf: { label: 'a PDF document', endings: ['pdf'], mime: 'application/pdf' },
  docx: {
    label: 'a Word document',
    endings: ['docx'],
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
} as const satisfies Record<string, { label: string; endings: readonly string[]; mime: string }>;

export type DocumentKind = keyof typeof documentKinds;

/** A name's ending in lower case, without the dot; empty when it has none. */
export function fileEnding(name: string): string {
  return /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The kind that a file's ending promises; undefined for one that can't be read. */
export function kindOfName(name: string): DocumentKind | undefined {
  const ending = fileEnding(name);
  return (Object.keys(documentKinds) as DocumentKind[]).find((kind) =>
    documentKinds[kind].endings.some((known) => known === ending),
  );
}

/** The endings, for a sentence or a file picker. */
export const readableEndings = Object.values(documentKinds).flatMap(({ endings }) => [...endings]);
