/** A file of the scratch tree and what the tools must say about it. */
export interface PlantedCase {
  file: string;
  text: string;
  /** The one rule that fires here (or `one, other` where one entails the other); null for a counter-example that is clean. */
  fires: string | null;
  /** The lines where it fires, and no others; otherwise anywhere in the file. */
  at?: number[];
}

/** Lines of a file, with the line end that the formatter wants. */
export function lines(...all: string[]): string {
  return `${all.join('\n')}\n`;
}

/** So many lines made from their number. */
export function many(count: number, line: (number: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => line(index + 1));
}
