/** The query of a page's address, as its browser has it; of a name that comes twice the first. */
export function searchParamsOf(params: Record<string, string | string[] | undefined>): URLSearchParams {
  const pairs = Object.entries(params).flatMap(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined ? [] : [[name, first] as [string, string]];
  });
  return new URLSearchParams(pairs);
}
