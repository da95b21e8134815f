import type { Address } from 'viem';
import type { ActionMaker } from './actions.ts';
import { anyDeed, newPrice } from './deed-actions.ts';
import { amountOf, type Deed, holdingOf, type Listing } from './model.ts';
import { claim } from './model-ledger.ts';
import { burnExpired, noteRelease, transferSeats } from './model-licences.ts';
import { buyListing, cancelListing, list, nonceOf } from './model-listings.ts';
import { signAsIssuer } from './purchase-actions.ts';
import type { World } from './world.ts';

const day = 86_400;
const tokenOf = (id: bigint) => id * 256n;

/** A deed and one of its holders, if anybody holds seats of a few deeds looked at. */
function anyHolder(world: World): { deed: Deed; holder: Address } | null {
  for (let look = 0; look < 6; look += 1) {
    const deed = anyDeed(world);
    const holder = world.chance.pick(world.people);
    if (deed && holdingOf(world.model, holder, deed.id).units > 0n) return { deed, holder };
  }
  return null;
}

const anyUnits = ({ model, chance }: World, { deed, holder }: { deed: Deed; holder: Address }) =>
  BigInt(1 + chance.below(Number(holdingOf(model, holder, deed.id).units) + (chance.once(10) ? 1 : 0)));

const listDeed: ActionMaker = (world) => {
  const deed = anyDeed(world);
  if (!deed) return null;
  const from = world.chance.once(8) ? world.chance.pick(world.people) : deed.owner;
  const asset = world.chance.pick(world.assets);
  const terms = { asset, price: newPrice(world, asset), expiresAt: newEnd(world) };
  const args = [deed.id, asset, terms.price, Number(terms.expiresAt)];
  return {
    call: { from, contract: 'market', functionName: 'listDeed', args },
    apply: () => list(world.model, from, { ...terms, isDeed: true, units: 1n, deed: deed.id }),
    touched: { deed: deed.id, listing: world.model.listings.length + 1 },
  };
};

const listSeats: ActionMaker = (world) => {
  const found = anyHolder(world);
  if (!found) return null;
  const { deed, holder } = found;
  const asset = world.chance.pick(world.assets);
  const units = anyUnits(world, found);
  const terms = { asset, price: newPrice(world, asset), expiresAt: newEnd(world) };
  const args = [tokenOf(deed.id), units, asset, terms.price, Number(terms.expiresAt)];
  return {
    call: { from: holder, contract: 'market', functionName: 'listLicence', args },
    apply: () => list(world.model, holder, { ...terms, isDeed: false, units, deed: deed.id }),
    touched: { deed: deed.id, listing: world.model.listings.length + 1 },
  };
};

const newEnd = ({ model, chance }: World) => model.now + BigInt(chance.below(182 * day));

function anyListing({ model, chance }: World): { id: number; listing: Listing } | null {
  const open = model.listings.flatMap((listing, at) => (listing ? [{ id: at + 1, listing }] : []));
  return open.length > 0 ? chance.pick(open.slice(-12)) : null;
}

const cancel: ActionMaker = (world) => {
  const found = anyListing(world);
  if (!found || world.chance.once(2)) return null;
  const from = world.chance.once(4) ? world.chance.pick(world.people) : found.listing.seller;
  return {
    call: { from, contract: 'market', functionName: 'cancelListing', args: [BigInt(found.id)] },
    apply: () => cancelListing(world.model, from, found.id),
    touched: { listing: found.id },
  };
};

const buy: ActionMaker = (world) => {
  const found = anyListing(world);
  if (!found) return null;
  const { id, listing } = found;
  const from = world.chance.pick(world.people);
  const maxPrice = world.chance.once(12) ? listing.price - 1n : listing.price;
  const expectedNonce = nonceOf(world.model, listing) + (world.chance.once(12) ? 1n : 0n);
  return {
    call: { from, contract: 'market', functionName: 'buyListing', args: [BigInt(id), maxPrice, expectedNonce] },
    apply: () => buyListing(world.model, from, { listingId: id, maxPrice, expectedNonce }),
    touched: { deed: listing.deed, listing: id },
  };
};

const handOverSeats: ActionMaker = (world) => {
  const found = anyHolder(world);
  if (!found) return null;
  const { deed, holder } = found;
  const to = world.chance.pick(world.people);
  const units = anyUnits(world, found);
  const args = [holder, to, tokenOf(deed.id), units, '0x'];
  return {
    call: { from: holder, contract: 'licence', functionName: 'safeTransferFrom', args },
    apply: () => transferSeats(world.model, holder, { id: deed.id, to, units }),
    touched: { deed: deed.id },
  };
};

const release: ActionMaker = async (world) => {
  const found = anyHolder(world);
  if (!found) return null;
  const { deed, holder } = found;
  const units = anyUnits(world, found);
  const nonce = world.chance.once(6) ? 1n : world.model.now;
  const message = { account: holder, tokenId: tokenOf(deed.id), units, nonce, deadline: world.model.now };
  const signature = await signAsIssuer(world, world.on.licence.address, { name: 'KeyRelease', message });
  const args = [holder, tokenOf(deed.id), units, nonce, world.model.now, signature];
  return {
    call: { from: holder, contract: 'licence', functionName: 'noteRelease', args },
    apply: () => noteRelease(world.model, holder, { id: deed.id, units, nonce }),
    touched: { deed: deed.id },
  };
};

const burn: ActionMaker = (world) => {
  const found = anyHolder(world);
  if (!found || found.deed.scope.durationSeconds === 0n) return null;
  const { deed, holder } = found;
  const from = world.chance.pick(world.people);
  return {
    call: { from, contract: 'licence', functionName: 'burnExpired', args: [holder, tokenOf(deed.id)] },
    apply: () => burnExpired(world.model, holder, deed.id),
    touched: { deed: deed.id },
  };
};

const takeOut: ActionMaker = (world) => {
  const { model, chance, people } = world;
  const account = chance.once(5) ? model.facts.treasury : chance.pick(people);
  const asset = chance.pick(world.assets);
  if (amountOf(model.owed, asset, account) === 0n && !chance.once(10)) return null;
  return {
    call: { from: chance.pick(people), contract: 'ledger', functionName: 'claimFor', args: [account, asset] },
    apply: () => claim(model, account, asset),
    touched: {},
  };
};

/** What people do with what they hold and are owed. */
export const listingActions = [
  ...[listDeed, listSeats, listSeats, cancel, buy, buy, buy, handOverSeats, handOverSeats],
  ...[release, burn, takeOut, takeOut],
];
