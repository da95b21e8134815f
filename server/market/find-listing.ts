import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';

const included = { component: { include: { marketPage: true, trial: true } } } satisfies Prisma.SaleTermsInclude;
export type FoundListing = Prisma.SaleTermsGetPayload<{ include: typeof included }>;

/** The sale behind an address of the market: a deed's number, or a component's id. Throws `not_found`. */
export async function findListing(deps: Pick<Deps, 'db'>, id: string): Promise<FoundListing> {
  const isDeed = /^\d{1,78}$/.test(id);
  const where = isDeed ? { deedId: id } : { componentId: id };
  const sale = await deps.db.saleTerms.findFirst({
    where: { ...where, state: { in: ['offered', 'minted'] } },
    include: included,
  });
  if (sale) return sale;
  throw new AppError(
    'not_found',
    `Nothing in the market has the number ${id}; it may have been taken back by its creator.`,
  );
}
