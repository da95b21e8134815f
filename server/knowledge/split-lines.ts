import { AppError } from '#protocol/errors.ts';

/** The lines of a text that comes in parts, by line feed alone: JSON may hold the other characters that some readers take for line ends. Throws `too_large` for an endless line. */
export async function* splitLines(
  source: AsyncIterable<string>,
  longest = 256 * 1024 * 1024,
): AsyncGenerator<string, void, undefined> {
  let open: string[] = [];
  let length = 0;
  for await (const part of source) {
    const [rest = '', ...more] = part.split('\n');
    open.push(rest);
    length += rest.length;
    if (length > longest) throw new AppError('too_large', `A line has more than ${longest} characters.`);
    for (const next of more) {
      yield open.join('');
      open = [next];
      length = next.length;
    }
  }
  if (length > 0) yield open.join('');
}
