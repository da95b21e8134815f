import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeZip } from '#runtime/models/testing/write-zip.ts';
import { parseSource } from './parse-source.ts';
import { readPipSettings } from './pip-settings.ts';
import { listZip, openZipEntry } from './read-zip.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gaianet-sources-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('parseSource', () => {
  it('reads the four kinds', () => {
    expect(parseSource('file:/models/a.gguf')).toEqual({ kind: 'file', path: '/models/a.gguf' });
    expect(parseSource('https://a.example/b/')).toEqual({ kind: 'web', url: 'https://a.example/b/', folder: true });
    expect(parseSource('hf:owner/re.po/dir/a.gguf')).toEqual({
      kind: 'web',
      url: 'https://huggingface.co/owner/re.po/resolve/main/dir/a.gguf',
      folder: false,
    });
    expect(parseSource('pypi:some-model==1.0.2!pkg/data/')).toEqual({
      kind: 'wheel',
      name: 'some-model',
      version: '1.0.2',
      path: 'pkg/data/',
      folder: true,
    });
  });

  it.each(['http://a.example/x', 'ftp://a', 'hf:owner', 'pypi:name!path', 'pypi:a==1', '', 'model.gguf'])(
    'refuses "%s" and says what a source is',
    (source) => {
      expect(() => parseSource(source)).toThrow('it starts with file:, hf:, https:// or pypi:');
    },
  );
});

describe("pip's settings", () => {
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
    return path.join(folder, file);
  };
  const read = (variables: Record<string, string> = {}) =>
    readPipSettings({ home: folder, variables, root: path.join(folder, 'machine') });

  it('come from a configuration file, with continued lines and comments', async () => {
    const file = write(
      'pip.conf',
      '# ours\n[global]\nindex-url = https://a.example/simple\nextra-index-url =\n    https://b.example/simple/\n    # not this\n    https://c.example/x\ncert: /etc/ca.pem\n[other]\nindex-url = https://no.example\n',
    );
    expect(await read({ PIP_CONFIG_FILE: file })).toEqual({
      indexUrls: ['https://a.example/simple/', 'https://b.example/simple/', 'https://c.example/x/'],
      findLinks: [],
      certificateFiles: ['/etc/ca.pem'],
    });
  });

  it('the environment wins over files, and an empty value is none', async () => {
    const file = write('pip.conf', '[global]\nindex-url = https://a.example/simple\n');
    const given = await read({ PIP_CONFIG_FILE: file, PIP_INDEX_URL: 'https://e.example', REQUESTS_CA_BUNDLE: '/ca' });
    expect(given).toMatchObject({ indexUrls: ['https://e.example/'], certificateFiles: ['/ca'] });
    const empty = await read({ PIP_CONFIG_FILE: file, PIP_INDEX_URL: '', PIP_CERT: '' });
    expect(empty).toMatchObject({ indexUrls: ['https://a.example/simple/'], certificateFiles: [] });
  });

  it("the user's files win over the machine's", async () => {
    write('machine/etc/pip.conf', '[install]\nindex-url = https://machine.example/simple/\n');
    expect((await read()).indexUrls[0]).toBe('https://machine.example/simple/');
    write('.pip/pip.conf', '[global]\nindex-url = https://old.example/simple/\n');
    write('.config/pip/pip.conf', '[install]\nindex-url = https://user.example/simple/\n');
    expect((await read()).indexUrls[0]).toBe('https://user.example/simple/');
  });

  it('rank the sections for downloads, however the keys are spelled', async () => {
    const file = write(
      'pip.conf',
      '[download]\nindex_url = https://d.example/\n[global]\nindex-url = https://g.example/\nproxy = proxy.example:3128\n',
    );
    expect(await read({ PIP_CONFIG_FILE: file })).toMatchObject({
      indexUrls: ['https://d.example/'],
      proxy: 'http://proxy.example:3128',
    });
  });

  it('can leave out every index and name folders instead', async () => {
    const settings = await read({ PIP_CONFIG_FILE: '/dev/null', PIP_NO_INDEX: '1', PIP_FIND_LINKS: '/wheels /more' });
    expect(settings).toMatchObject({ indexUrls: [], findLinks: ['/wheels', '/more'] });
  });

  it.each([
    ['darwin' as const, 'Library/Application Support/pip/pip.conf'],
    ['win32' as const, 'AppData/Roaming/pip/pip.ini'],
  ])('lie on %s where pip has them there', async (platform, file) => {
    write(file, '[global]\nindex-url = https://user.example/simple/\n');
    const { indexUrls } = await readPipSettings({ home: folder, variables: {}, platform, root: folder });
    expect(indexUrls).toEqual(['https://user.example/simple/']);
  });

  it('without any are the index that pip itself takes', async () => {
    const { indexUrls } = await read({ PIP_CONFIG_FILE: '/dev/null' });
    expect(indexUrls).toHaveLength(1);
    expect(new URL(indexUrls[0] ?? '').protocol).toBe('https:');
  });
});

describe('a zip file', () => {
  const write = (bytes: Uint8Array) => {
    const file = path.join(folder, 'a.zip');
    writeFileSync(file, bytes);
    return file;
  };

  it('gives its entries, deflated, stored and empty', async () => {
    const long = Buffer.from('credits '.repeat(10_000));
    const file = write(
      writeZip([
        { path: 'a/long.txt', bytes: long },
        { path: 'b', bytes: Buffer.from('plain'), isStored: true },
        { path: 'empty', bytes: Buffer.alloc(0), isStored: true },
      ]),
    );
    const contents: string[] = [];
    const entries = await listZip(file);
    for (const entry of entries) {
      const parts: Buffer[] = [];
      for await (const part of await openZipEntry(file, entry)) parts.push(part as Buffer);
      contents.push(Buffer.concat(parts).toString());
    }
    expect(entries.map(({ path: name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['a/long.txt', 80_000],
      ['b', 5],
      ['empty', 0],
    ]);
    expect(contents).toEqual([long.toString(), 'plain', '']);
  });

  it.each([
    ['more', 2],
    ['less', 2_000],
  ])('that unpacks to %s than it says is stopped', async (_how, sizeBytes) => {
    const file = write(writeZip([{ path: 'a', bytes: Buffer.alloc(1_000) }]));
    const [entry] = await listZip(file);
    if (!entry) throw new Error('The file has an entry.');
    const reading = (await openZipEntry(file, { ...entry, sizeBytes })).toArray();
    await expect(reading).rejects.toThrow('unpacks to another size');
  });

  it.each(['../evil', 'a/../../evil', '/etc/passwd', '..'])('with the path %s is refused', async (name) => {
    const file = write(writeZip([{ path: name, bytes: Buffer.from('x') }]));
    await expect(listZip(file)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining(name),
    });
  });

  it('that is none, or was cut, is refused', async () => {
    await expect(listZip(write(Buffer.from('no zip')))).rejects.toThrow('not a zip file');
    const whole = writeZip([{ path: 'a', bytes: Buffer.from('x') }]);
    const broken = Buffer.from(whole);
    broken.writeUInt32LE(whole.length, whole.length - 6);
    await expect(listZip(write(broken))).rejects.toThrow('damaged');
    await expect(listZip(write(whole.subarray(0, -1)))).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
