/** U+FDD0 is no character (Unicode reserves it), so no text needs it. */
const mark = '\uFDD0';

/**
 * Takes from a message the power to write the model's control tokens: each one that its text spells (`<|im_end|>`) gets a
 * mark behind its first character, at which `splitAtShields` later cuts the rendered prompt.
 */
export function shieldSpecials(content: string, specials: readonly string[]): string {
  const clean = content.replaceAll(mark, '');
  const found = specials.filter((special) => special.length > 1 && clean.includes(special));
  return found.reduce(
    (text, special) => text.replaceAll(special, `${special.slice(0, 1)}${mark}${special.slice(1)}`),
    clean,
  );
}

/** The parts of a rendered prompt that are to be tokenized apart from each other. */
export function splitAtShields(prompt: string): string[] {
  return prompt.split(mark).filter((part) => part.length > 0);
}
