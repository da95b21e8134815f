/** Where a component's cover is shown; another picture has another address, so that nobody is shown the one before. Null without a cover. */
export function coverPathOf({ componentId, coverBlobId }: { componentId: string; coverBlobId: string | null }) {
  return coverBlobId ? `/api/market/covers/${componentId}?is=${coverBlobId.slice(-12)}` : null;
}
