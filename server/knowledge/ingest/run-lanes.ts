/** Does `work` on every piece, in order, at most `lanes` at once. After a failure nothing new begins; it is thrown when all under way have ended. */
export async function runLanes<T>(
  pieces: Iterable<T>,
  lanes: number,
  work: (piece: T) => Promise<void>,
): Promise<void> {
  const queue = [...pieces].values();
  const failures: unknown[] = [];
  async function lane(): Promise<void> {
    for (const piece of queue) {
      if (failures.length > 0) return;
      await work(piece).catch((cause: unknown) => void failures.push(cause));
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failures.length > 0) throw failures[0];
}
