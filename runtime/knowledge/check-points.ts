import { AppError } from '#protocol/errors.ts';
import type { StoredPoint } from './vector-store.ts';

/** Throws `invalid_input` for a point that no store may take: a foreign id, a vector of another length, without direction or with a value that is no number. */
export function checkPoints(points: StoredPoint[], dimensions: number): void {
  for (const point of points) {
    if (!/^[0-9a-f]{32}$/.test(point.id)) {
      throw new AppError('invalid_input', `The chunk id "${point.id}" must be 32 hexadecimal digits.`);
    }
    checkVector(point.vector, dimensions, `The vector of chunk ${point.id}`);
  }
}

/** Throws `invalid_input` unless the vector has so many finite values and not all are zero. `subject` begins the sentence. */
export function checkVector(vector: Float32Array, dimensions: number, subject: string): void {
  if (vector.length !== dimensions) {
    const remedy = 'embed with the model the collection was made with';
    throw new AppError(
      'invalid_input',
      `${subject} has ${vector.length} values, the collection has ${dimensions} dimensions; ${remedy}.`,
    );
  }
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (Number.isFinite(squares) && squares > 0) return;
  throw new AppError('invalid_input', `${subject} has no direction (zero or not a number); embed the text again.`);
}
