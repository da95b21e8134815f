export interface PdfLineToMake {
  text: string;
  size?: number;
}

export interface MakePdfOptions {
  title?: string;
  /** Adds an encryption dictionary that no empty password opens. */
  isEncrypted?: boolean;
}

/** A small valid PDF for tests: one list of lines a page, Helvetica. */
export function makePdf(pages: PdfLineToMake[][], options: MakePdfOptions = {}): Uint8Array {
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const first = 4;
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${first + index * 2} 0 R`).join(' ')}] >>`,
  );
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (const [index, lines] of pages.entries()) {
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${first + index * 2 + 1} 0 R >>`,
    );
    const content = pageContent(lines);
    add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  add(`<< /Title (${options.title ?? ''}) >>`);
  const info = objects.length;
  const trailer = [`/Size ${objects.length + 1}`, '/Root 1 0 R', `/Info ${info} 0 R`];
  if (options.isEncrypted) {
    add(`<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`);
    trailer.push(`/Encrypt ${objects.length} 0 R`, `/ID [<${'11'.repeat(16)}> <${'11'.repeat(16)}>]`);
  }
  return assemble(objects, trailer.join(' '));
}

function pageContent(lines: PdfLineToMake[]): string {
  let y = 740;
  const shown = lines.map(({ text, size = 12 }) => {
    const line = `BT /F1 ${size} Tf 72 ${y} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`;
    y -= text === '' ? 20 : size * 1.25;
    return line;
  });
  return shown.join('\n');
}

function assemble(objects: string[], trailer: string): Uint8Array {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
