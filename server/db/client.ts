import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '#server/generated/client.ts';

/** Opens a pool of connections to PostgreSQL; `$disconnect()` closes it. */
export function openDatabase(url: string, options: { connections?: number } = {}): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: options.connections ?? 8 }) });
}
