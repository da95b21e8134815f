const longest = 200_000;

/** JSON text of a value that may hold the same part very many times. Throws a RangeError as soon as it gets longer than 200,000 characters. */
export function boundedJson(value: unknown): string {
  const parts: string[] = [];
  let length = 0;
  write(value, (text) => {
    length += text.length;
    if (length > longest) throw new RangeError(`the result is longer than ${longest.toLocaleString('en')} characters`);
    parts.push(text);
  });
  return parts.join('');
}

function write(value: unknown, add: (text: string) => void): void {
  if (typeof value !== 'object' || value === null) {
    add(JSON.stringify(value) ?? 'null');
    return;
  }
  const isList = Array.isArray(value);
  add(isList ? '[' : '{');
  for (const [index, [key, entry]] of Object.entries(value).entries()) {
    add(`${index > 0 ? ',' : ''}${isList ? '' : `${JSON.stringify(key)}:`}`);
    write(entry, add);
  }
  add(isList ? ']' : '}');
}
