/** A chunk id (32 hexadecimal digits) as the UUID that Qdrant wants. */
export function toPointId(chunkId: string): string {
  return chunkId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The chunk id of a point that `toPointId` named. */
export function toChunkId(pointId: string | number): string {
  return String(pointId).replaceAll('-', '');
}
