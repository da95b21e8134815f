import sharp from 'sharp';
import { expect, test } from 'vitest';
import { limits } from '#protocol/limits.ts';
import { encodeCover } from './encode-cover.ts';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#246' } });
const bytesOf = (text: string) => new TextEncoder().encode(text);

test('a picture is encoded anew as WebP, small enough, and without what was hidden in it', async () => {
  const script = '<script>alert(1)</script>';
  const exif = { IFD0: { ImageDescription: script, Copyright: script } };
  const jpeg = await picture(2_400, 600).withExif(exif).jpeg().toBuffer();
  const polyglot = Buffer.concat([jpeg, Buffer.from(script)]);
  expect(polyglot.includes(script)).toBe(true);
  const cover = Buffer.from(await encodeCover(polyglot));
  expect(await sharp(cover).metadata()).toMatchObject({ format: 'webp', width: 1_200, height: 300 });
  expect(cover.includes('script')).toBe(false);
});

test.each([
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['SVG after an XML head', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['HTML', '<!doctype html><html><script>alert(1)</script></html>'],
  ['nothing', ''],
])('%s is no cover', async (_name, text) => {
  await expect(encodeCover(bytesOf(text))).rejects.toMatchObject({ code: 'unsupported_media' });
});

test.each([
  [1, 1],
  [20_000, 100],
  [319, 319],
])('a picture of %i × %i is too small to be seen', async (width, height) => {
  const png = await picture(width, height).png().toBuffer();
  await expect(encodeCover(png)).rejects.toThrow(`${width} × ${height} pixels; a cover needs at least 320 × 160`);
});

test('a damaged picture, and one with too many pixels, are refused with a sentence', async () => {
  const png = await picture(400, 400).png().toBuffer();
  await expect(encodeCover(png.subarray(0, 60))).rejects.toThrow('The picture is damaged');
  const wide = Math.ceil(limits.coverPixels / 10_000) + 1;
  const bomb = await picture(wide, 10_000).png().toBuffer();
  await expect(encodeCover(bomb)).rejects.toMatchObject({ code: 'too_large' });
}, 20_000);
