import { Prisma } from '#server/generated/client.ts';

/** Whether the database refused a row because another has the same unique value. */
export function isUniqueViolation(cause: unknown): boolean {
  return cause instanceof Prisma.PrismaClientKnownRequestError && cause.code === 'P2002';
}
