/** Thrown inside an import: this operation can't become a tool, for this reason; the others go on. */
export class SkipOperation extends Error {
  override name = 'SkipOperation';
}
