/** Where each page begins in a document's text: a form feed begins every page but the first. */
export function pageOffsets(text: string): number[] {
  const offsets = [0];
  for (let at = text.indexOf('\f'); at >= 0; at = text.indexOf('\f', at + 1)) offsets.push(at + 1);
  return offsets;
}

/** The page, from 1, that holds an offset. */
export function pageAt(offsets: readonly number[], offset: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
