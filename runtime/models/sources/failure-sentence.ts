/** What a failure says, with the reason beneath it: fetch itself only says that it failed. */
export function failureSentence(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const reason = cause.cause instanceof Error ? ` (${cause.cause.message})` : '';
  return `${cause.message}${reason}`;
}
