import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';

const readable = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif']);
const size = { width: 1_200, height: 630 };
const refusal = 'A cover must be a PNG, JPEG, WebP, GIF or AVIF picture.';

/**
 * Makes a WebP picture of at most 1200 × 630 of an uploaded one, pixel by pixel: nothing of the file itself, neither metadata nor anything hidden in it, is kept or shown. Throws `unsupported_media` for
 * what is no such picture (SVG and HTML among it), `too_large` for more pixels than are decoded, `invalid_input` for one too small to see.
 */
export async function encodeCover(content: Uint8Array): Promise<Uint8Array> {
  const type = await fileTypeFromBuffer(content);
  if (!type || !readable.has(type.mime)) throw new AppError('unsupported_media', refusal);
  const { default: sharp } = await import('sharp').catch((cause: unknown) => {
    throw new AppError(
      'unsupported_media',
      'This machine can not read pictures: the package sharp has no build for it.',
      { cause },
    );
  });
  const picture = sharp(content, { limitInputPixels: false, failOn: 'error', pages: 1 });
  try {
    const { width, height } = await picture.metadata();
    if (width * height > limits.coverPixels) {
      throw new AppError(
        'too_large',
        `The picture has ${width} × ${height} pixels; ${limits.coverPixels / 1e6} million are the limit.`,
      );
    }
    const least = limits.coverLeast;
    if (Math.max(width, height) < least.width || Math.min(width, height) < least.height) {
      throw new AppError(
        'invalid_input',
        `The picture has ${width} × ${height} pixels; a cover needs at least ${least.width} × ${least.height}.`,
      );
    }
    const small = picture.rotate().resize({ ...size, fit: 'inside', withoutEnlargement: true });
    return await small.webp({ quality: 82 }).timeout({ seconds: 20 }).toBuffer();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('unsupported_media', `The picture is damaged. ${refusal}`, { cause });
  }
}
