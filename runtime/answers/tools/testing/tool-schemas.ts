/** Parameters of functions by their names, each with something else that a grammar has to get right. */
export const toolSchemas: Record<string, Record<string, unknown>> = {
  get_weather: object(
    { city: { type: 'string', pattern: '^[A-Za-z ]{1,12}$' }, unit: { enum: ['celsius', 'fahrenheit'] } },
    ['city'],
  ),
  switch: object({ on: { type: 'boolean' } }, ['on']),
  now: object({}, []),
  no_properties: { type: 'object' },
  optional_only: object({ a: { type: 'integer', minimum: 0, maximum: 9 }, b: { type: 'boolean' } }, []),
  last_required: object({ a: { type: 'boolean' }, b: { type: 'boolean' }, c: { const: 'c' } }, ['c']),
  bounds: object({ n: { type: 'integer', minimum: -3, maximum: 12 } }, ['n']),
  number: object({ n: { type: 'number' } }, ['n']),
  list: object({ tags: { type: 'array', items: { enum: ['x', 'y'] }, minItems: 1, maxItems: 3 } }, ['tags']),
  nested: object(
    { place: object({ lat: { type: 'integer', maximum: 90 }, lon: { type: 'integer' } }, ['lat', 'lon']) },
    ['place'],
  ),
  nullable: object({ note: { type: ['null', 'boolean'] } }, ['note']),
  either: object({ value: { anyOf: [{ type: 'boolean' }, { type: 'string', pattern: '^[a-z]{0,5}$' }] } }, ['value']),
  quotes: object({ 'a "b" \\ c': { const: 'say "yes" {now}' } }, ['a "b" \\ c']),
  with_tool: object({ tool: { enum: ['hammer', 'saw'] } }, ['tool']),
  pattern: object({ code: { type: 'string', pattern: '^[A-Z]{2}-[0-9]{3}$' } }, ['code']),
  reference: {
    ...object({ left: { $ref: '#/$defs/side' }, right: { $ref: '#/$defs/side' } }, ['left', 'right']),
    $defs: { side: { enum: ['near', 'far'] } },
  },
  choice: {
    type: 'object',
    anyOf: [object({ a: { type: 'boolean' } }, ['a']), object({ b: { type: 'boolean' } }, ['b'])],
  },
  unicode: object({ größe: { enum: ['klein', 'groß', '大きい'] } }, ['größe']),
};

function object(properties: Record<string, unknown>, required: string[]): Record<string, unknown> {
  return { type: 'object', properties, required };
}
