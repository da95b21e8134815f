const floats = new Float32Array(1);
const bits = new Uint32Array(floats.buffer);

/** IEEE 754 binary16 bits of a number, rounded to nearest, ties to even. */
export function roundHalfFloat(value: number): number {
  floats[0] = value;
  const word = bits[0] ?? 0;
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) return sign | roundSubnormal(magnitude);
  return sign | (((magnitude + 0xc8000fff + ((magnitude >>> 13) & 1)) >>> 13) & 0xffff);
}

function roundSubnormal(magnitude: number): number {
  if (magnitude < 0x33000000) return 0;
  const mantissa = (magnitude & 0x7fffff) | 0x800000;
  const shift = 126 - (magnitude >>> 23);
  const quotient = mantissa >>> shift;
  const rest = mantissa & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (quotient & 1) === 1) ? quotient + 1 : quotient;
}
