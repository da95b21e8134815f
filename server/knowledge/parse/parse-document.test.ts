import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeDocx, makeZip } from '#server/knowledge/testing/make-docx.ts';
import { makePdf } from '#server/knowledge/testing/make-pdf.ts';
import { type ParseBounds, parseDocument } from './parse-document.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'gaia-parse-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Each reading is a process of its own, with the libraries to load. */
const slow = { timeout: 30_000 };

async function parse(name: string, content: Uint8Array | string, limits: Partial<ParseBounds> = {}) {
  const file = path.join(folder, 'bytes');
  writeFileSync(file, content);
  return parseDocument({ path: file, name, limits, signal: AbortSignal.timeout(25_000) });
}

function refused(name: string, content: Uint8Array | string, limits: Partial<ParseBounds> = {}) {
  return parse(name, content, limits).then(
    () => Promise.reject(new Error('was read')),
    (cause: { code: string; message: string }) => ({ code: cause.code, message: cause.message }),
  );
}

describe('documents that can be read', slow, () => {
  test('plain text and Markdown keep their words; the first heading of Markdown is its title', async () => {
    expect(await parse('notes.txt', 'One.\r\nTwo.\f\n')).toMatchObject({
      title: 'notes',
      text: 'One.\nTwo.',
      pageCount: null,
    });
    expect(await parse('a.md', '---\nkey: 1\n---\n# Bees #\n\nThey fly.')).toMatchObject({
      title: 'Bees',
      text: '# Bees #\n\nThey fly.',
      mime: 'text/markdown',
    });
  });

  test('text in UTF-16 and Windows-1252 is decoded', async () => {
    expect((await parse('a.txt', Buffer.from('\ufeffGrüße', 'utf16le'))).text).toBe('Grüße');
    expect((await parse('a.txt', Buffer.from('plain words', 'utf16le'))).text).toBe('plain words');
    expect((await parse('a.txt', Buffer.from('Gr\xfc\xdfe', 'latin1'))).text).toBe('Grüße');
  });

  test('a web page loses scripts, styles and what stands around its article', async () => {
    const page = `<!doctype html><html><head><title>Bees</title><style>p{}</style><script>alert(1)</script></head><body>
      <nav>Home | About</nav><main><h1>Bees</h1><p onclick="evil()">They make <a href="https://x.example">honey</a>, and they make it all summer long in hives.</p>
      <img src=x onerror="steal()" alt="A hive"><table><tr><th>Kind</th><th>Size</th></tr><tr><td>Queen</td><td>20 mm</td></tr></table>
      <iframe src="https://evil.example"></iframe><p>Second paragraph with <code>code</code> in it.<script>document.write('x')</script></p></main>
      <footer>Imprint</footer></body></html>`;
    const { title, text } = await parse('bees.html', page);
    expect(title).toBe('Bees');
    expect(text).toContain('They make honey, and');
    expect(text).toContain('| Kind | Size |\n| --- | --- |\n| Queen | 20 mm |');
    expect(text).toContain('Second paragraph with `code` in it.');
    expect(text).not.toMatch(/alert|evil|steal|document\.write|Imprint|Home \||onclick/);
  });

  test('a PDF gives paragraphs, headings by size, and pages', async () => {
    const pdf = makePdf(
      [
        [{ text: 'Bees', size: 24 }, { text: 'Bees are flying in-' }, { text: 'sects that make honey.' }],
        [{ text: 'The second page (with brackets).' }],
      ],
      { title: 'On bees' },
    );
    const { title, text, pageCount } = await parse('bees.pdf', pdf);
    expect({ title, pageCount }).toEqual({ title: 'On bees', pageCount: 2 });
    expect(text).toBe('# Bees\n\nBees are flying insects that make honey.\n\n\fThe second page (with brackets).');
  });

  test('a Word document gives headings and paragraphs', async () => {
    const { title, text } = await parse('bees.docx', makeDocx(['# Bees', 'They fly.', 'They make honey.']));
    expect({ title, text }).toEqual({ title: 'Bees', text: '# Bees\n\nThey fly.\n\nThey make honey.' });
  });
});

describe('files that cannot be read say why and what to do', slow, () => {
  test('an encrypted PDF', async () => {
    const { code, message } = await refused('a.pdf', makePdf([[{ text: 'secret' }]], { isEncrypted: true }));
    expect(code).toBe('unreadable_document');
    expect(message).toBe('"a.pdf" is encrypted with a password; save a copy without the password and add that.');
  });

  test('a truncated PDF, cut in the middle or before its end', async () => {
    const whole = makePdf([[{ text: 'one' }], [{ text: 'two' }]]);
    for (const length of [whole.byteLength - 20, Math.floor(whole.byteLength / 2), 40]) {
      const { code, message } = await refused('a.pdf', whole.subarray(0, length));
      expect({ code, message }).toEqual({
        code: 'unreadable_document',
        message: '"a.pdf" is cut off: the end of the PDF is missing. Download or copy it again.',
      });
    }
  });

  test('a scanned PDF and one with too many pages', async () => {
    expect((await refused('scan.pdf', makePdf([[], []]))).message).toContain('2 pages without text');
    const long = makePdf(Array.from({ length: 4 }, () => [{ text: 'page' }]));
    expect(await refused('long.pdf', long, { pages: 3 })).toMatchObject({
      code: 'too_large',
      message: expect.stringContaining('has 4 pages; 3 can be read'),
    });
  });

  test('an empty file, and one that holds no text', async () => {
    expect((await refused('a.txt', '')).message).toBe(
      '"a.txt" is empty (0 bytes); add the file again from its source.',
    );
    expect((await refused('a.md', ' \n\n')).message).toContain('holds no text');
  });

  test('a wrong ending is named together with what the file really is', async () => {
    const pdf = makePdf([[{ text: 'x' }]]);
    expect((await refused('a.txt', pdf)).message).toContain(
      'is named .txt but holds a PDF document; rename it to end with .pdf',
    );
    expect((await refused('a.pdf', 'just words')).message).toContain(
      'is named .pdf but holds plain text; rename it to end with .txt',
    );
    expect((await refused('a.docx', pdf)).message).toContain('holds a PDF document');
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
    expect((await refused('a.md', png)).message).toContain('is named .md but is a PNG picture; save it as Markdown');
    expect(await refused('a.exe', 'MZ')).toMatchObject({ code: 'unsupported_media' });
    const zip = makeZip([{ path: 'a.txt', content: 'x' }]);
    expect((await refused('a.docx', zip)).message).toContain('is a ZIP archive; save it as a Word document');
  });

  test('binary data as text', async () => {
    const bytes = Uint8Array.from({ length: 4_000 }, (_, index) => (index * 7_919) % 251);
    expect((await refused('a.txt', bytes)).message).toContain('"a.txt" is not text: it holds binary data.');
  });

  test('a zip bomb in a Word document, also one that lies about its sizes', async () => {
    const zeros = new Uint8Array(8 * 1024 * 1024);
    for (const claimedBytes of [zeros.byteLength, 100]) {
      const bomb = makeDocx(['x'], [{ path: 'word/media/x.bin', content: zeros, claimedBytes }]);
      expect(await refused('a.docx', bomb, { archiveSizeBytes: 4 * 1024 * 1024 })).toMatchObject({
        code: 'too_large',
        message: expect.stringContaining('zip bomb'),
      });
      expect(await refused('a.docx', bomb, { archiveRatio: 100 })).toMatchObject({ code: 'too_large' });
    }
  });

  test('a damaged Word document', async () => {
    const docx = makeDocx(['# Bees', 'They fly.']);
    expect((await refused('a.docx', docx.subarray(0, docx.byteLength - 30))).message).toContain('is damaged');
  });

  test('text beyond the limit', async () => {
    expect(await refused('a.txt', 'x'.repeat(101), { textLength: 100 })).toMatchObject({ code: 'too_large' });
  });
});

describe('the reader is stopped', slow, () => {
  test('when it takes too long', async () => {
    expect((await refused('a.txt', 'x', { timeoutMs: 1 })).message).toContain('took longer than');
  });

  test('when it needs too much memory', async () => {
    const many = `<p>${'<b>'.repeat(3)}x`.repeat(400_000);
    expect((await refused('a.html', many, { memoryBytes: 190 * 1024 * 1024 })).message).toContain('MB of memory');
  });

  test('when it is cancelled, with the reason of the signal', async () => {
    const controller = new AbortController();
    const file = path.join(folder, 'cancelled');
    writeFileSync(file, 'x');
    const reading = parseDocument({ path: file, name: 'a.txt', signal: controller.signal });
    controller.abort(new Error('cancelled by its owner'));
    await expect(reading).rejects.toThrow('cancelled by its owner');
  });
});
