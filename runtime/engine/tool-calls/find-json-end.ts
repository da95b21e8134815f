/** Finds where a JSON object ends that comes in pieces; it has begun already, `depth` braces deep. */
export interface JsonEnd {
  /** Index behind the closing brace in this piece; null where the object goes on. */
  push(piece: string): number | null;
}

/** Opens a search for the brace that closes an object; braces inside strings don't count. */
export function findJsonEnd(depth: number): JsonEnd {
  let open = depth;
  let isString = false;
  let isEscaped = false;

  function readInString(character: string): void {
    if (isEscaped) isEscaped = false;
    else if (character === '\\') isEscaped = true;
    else if (character === '"') isString = false;
  }

  function readOutside(character: string): void {
    if (character === '"') isString = true;
    else if (character === '{' || character === '[') open += 1;
    else if (character === '}' || character === ']') open -= 1;
  }

  return {
    push(piece) {
      for (let index = 0; index < piece.length; index += 1) {
        const character = piece.charAt(index);
        if (isString) readInString(character);
        else readOutside(character);
        if (open === 0) return index + 1;
      }
      return null;
    },
  };
}
