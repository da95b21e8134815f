import { readAmount } from '#app/_market/amounts/read-amount.ts';
import { limits } from '#protocol/limits.ts';
import { type SaleChoices, saleChoicesSchema } from '#protocol/market/preset-terms.ts';
import { ownLicence, type SaleDraft } from './sale-draft.ts';

/** What is wrong with a field, as the key of its sentence under `sale.problem`. */
export type SaleProblem = 'licence' | 'price' | 'noPrice' | 'ask' | 'royalty' | 'cap' | 'days' | 'parents';

type Read = { choices: SaleChoices; problems: [] } | { choices: null; problems: SaleProblem[] };

const shortestLicence = 40;

/** A draft as choices, or everything that has to be corrected before. */
export function readSaleDraft(draft: SaleDraft): Read {
  const isHosted = draft.preset === 'hosted';
  const licence = draft.licence === ownLicence ? draft.ownLicence.trim() : draft.licence;
  const prices = isHosted ? [] : draft.prices.map(readPrice);
  const read = {
    askBps: readShare(draft.ask, limits.askBps),
    royaltyBps: readShare(draft.royalty, limits.royaltyBps),
    seatCap: readCount(draft.seatCap),
    domainCap: readCount(draft.domainCap),
    durationDays: readCount(draft.days),
    parents: readParents(draft),
  };
  const sold = prices.filter((one) => one !== 'wrong').filter(({ seat, domain }) => seat !== null || domain !== null);
  const checks: [SaleProblem, boolean][] = [
    ['licence', draft.licence === ownLicence && licence.length < shortestLicence],
    ['price', prices.includes('wrong')],
    ['noPrice', !isHosted && !prices.includes('wrong') && sold.length === 0],
    ['ask', read.askBps === null],
    ['royalty', read.royaltyBps === null],
    ['cap', read.seatCap === null || read.domainCap === null],
    ['days', read.durationDays === null || Number(read.durationDays) > 10_000],
    ['parents', read.parents === null],
  ];
  const problems = checks.filter(([, isWrong]) => isWrong).map(([problem]) => problem);
  if (problems.length > 0) return { choices: null, problems };
  const { preset, isPrivate, isSoulbound } = draft;
  const choices = { preset, isPrivate, isSoulbound, licence, ...read, durationDays: Number(read.durationDays) };
  return { choices: saleChoicesSchema.parse({ ...choices, prices: sold }), problems: [] };
}

type Price = { asset: string; seat: string | null; domain: string | null };

function readPrice({ asset, decimals, seat, domain }: SaleDraft['prices'][number]): Price | 'wrong' {
  const read = (text: string) => (text.trim() === '' ? null : (readAmount(text, decimals) ?? 'wrong'));
  const price = { asset, seat: read(seat), domain: read(domain) };
  return price.seat === 'wrong' || price.domain === 'wrong' ? 'wrong' : price;
}

function readParents({ parents }: SaleDraft): SaleChoices['parents'] | null {
  const shares = parents.map(({ id, share }) => ({ id, bps: readShare(share, limits.parentBps) }));
  const total = shares.reduce((sum, { bps }) => sum + (bps ?? 0), 0);
  if (total > limits.parentBps || shares.some(({ bps }) => !bps)) return null;
  return shares.map(({ id, bps }) => ({ id, bps: bps ?? 0 }));
}

/** Percents with up to two places, as hundredths of a percent. */
function readShare(text: string, mostBps: number): number | null {
  const bps = readAmount(text === '' ? '0' : text, 2);
  return bps !== null && Number(bps) <= mostBps ? Number(bps) : null;
}

function readCount(text: string): string | null {
  const plain = text.trim();
  if (plain === '') return '0';
  return /^0*[1-9]\d{0,14}$/.test(plain) ? String(Number(plain)) : null;
}
