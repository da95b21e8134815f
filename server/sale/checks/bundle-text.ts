/** A text of a bundle that a model would read, and where it stands. */
export interface BundleText {
  text: string;
  /** Name of the document, or which part of the component it is. */
  document: string;
  /** Where the document has pages. */
  page: number | null;
}
