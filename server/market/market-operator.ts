import { AppError } from '#protocol/errors.ts';
import { localOwnerId } from '#server/accounts/ensure-local-owner.ts';

/** Whether an account runs this studio: it curates collections, and decides on reports. */
export function isOperator(ownerId: string): boolean {
  return ownerId === localOwnerId;
}

/** Throws `forbidden` for everybody but the studio's operator. */
export function assertOperator(ownerId: string): void {
  if (!isOperator(ownerId)) throw new AppError('forbidden', 'Only the operator of this studio can do that.');
}
