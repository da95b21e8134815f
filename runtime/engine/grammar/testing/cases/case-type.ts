/** A schema with texts that its grammar allows, texts that neither grammar nor schema allow, and texts that only the schema allows. */
export interface SchemaCase {
  schema: unknown;
  fits: string[];
  misfits: string[];
  narrower?: string[];
}
