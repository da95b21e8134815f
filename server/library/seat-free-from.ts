/** A key that was given stays with the node for so long, whatever happens: as the contract locks it. */
export const seatLockDays = 7;

/** When the seat of a node that got a key can be given back at the earliest. */
export function seatFreeFrom(releasedAt: Date): Date {
  return new Date(releasedAt.getTime() + seatLockDays * 86_400_000);
}
