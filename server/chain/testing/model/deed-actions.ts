import { type Address, keccak256, toHex, zeroHash } from 'viem';
import type { ActionMaker } from './actions.ts';
import { contentCommitment, licenceHash } from './content.ts';
import { appendVersion, mintDeed, type NewDeed, removeOffer, setOffer, transferDeed } from './model-deeds.ts';
import type { World } from './world.ts';

const day = 86_400;
const mostDeeds = 40;

/** A deed at random, or null while there is none. */
export function anyDeed({ model, chance }: World) {
  return model.deeds.length > 0 ? chance.pick(model.deeds) : null;
}

/** Mostly the owner, sometimes anybody. */
const ownerOrAnybody = (world: World, owner: Address) =>
  world.chance.once(8) ? world.chance.pick(world.people) : owner;

/** A version that nobody has made yet. */
function newVersion(world: World) {
  const root = keccak256(toHex(`content ${world.chance.below(2 ** 31)} ${world.model.now}`));
  return { root, isPrivate: world.chance.once(2) };
}

function versionTerms({ root, isPrivate }: NewDeed['version']) {
  const keyCommitment = isPrivate ? contentCommitment(root) : zeroHash;
  return { contentRoot: root, manifestHash: zeroHash, cid: 'bafy', keyCommitment, licenceHash };
}

/** Terms of a new deed, for the model and as the registry takes them. */
export function newDeed(world: World) {
  const { chance, model, assets, people } = world;
  const parents = model.deeds
    .slice(-chance.below(4) || model.deeds.length)
    .map(({ id }) => ({ id, bps: BigInt(1 + chance.below(1_600)) }))
    .slice(0, 3);
  const scope = {
    supplyCap: chance.once(3) ? BigInt(4 + chance.below(10)) : 0n,
    durationSeconds: chance.once(4) ? BigInt(day * (1 + chance.below(20))) : 0n,
    isSoulbound: chance.once(6),
  };
  const offers = assets.map((asset): [Address, bigint] => [asset, newPrice(world, asset)]);
  const terms: NewDeed = {
    ...{ creator: chance.pick(people), royaltyBps: BigInt(chance.below(1_001)), parents, scope },
    ...{ version: newVersion(world), offers },
  };
  const onChain = {
    ...{ creator: terms.creator, keyIssuer: world.issuer.address, kind: 1, askBps: 0 },
    ...{ royaltyBps: Number(terms.royaltyBps), uri: 'ipfs://page', version: versionTerms(terms.version) },
    parents: parents.map(({ id, bps }) => ({ id, bps: Number(bps) })),
    scopes: [{ scope: 0, ...scope, durationSeconds: Number(scope.durationSeconds) }],
    offers: offers.map(([asset, price]) => ({ scope: 0, asset, price })),
  };
  return { terms, onChain };
}

/** Up to a hundred dollars or a thousand tokens, with an odd end. */
export function newPrice({ chance, on }: World, asset: Address): bigint {
  if (chance.once(12)) return 0n;
  if (asset === on.usd.address) return BigInt(chance.below(100_000_000));
  return BigInt(chance.below(1_000_000_000)) * 1_000_000_000_000n + BigInt(chance.below(1_000_000));
}

const mint: ActionMaker = (world) => {
  if (world.model.deeds.length >= mostDeeds) return null;
  const { terms, onChain } = newDeed(world);
  return {
    call: { from: terms.creator, contract: 'registry', functionName: 'mint', args: [onChain] },
    apply: () => mintDeed(world.model, terms),
    touched: { deed: BigInt(world.model.deeds.length + 1) },
  };
};

const offer: ActionMaker = (world) => {
  const deed = anyDeed(world);
  if (!deed) return null;
  const from = ownerOrAnybody(world, deed.owner);
  const asset = world.chance.pick(world.assets);
  const price = newPrice(world, asset);
  return {
    call: { from, contract: 'registry', functionName: 'setOffer', args: [deed.id, 0, asset, price] },
    apply: () => setOffer(world.model, from, { id: deed.id, asset, price }),
    touched: { deed: deed.id },
  };
};

const withdrawOffer: ActionMaker = (world) => {
  const deed = anyDeed(world);
  if (!deed || !world.chance.once(4)) return null;
  const from = ownerOrAnybody(world, deed.owner);
  const asset = world.chance.pick(world.assets);
  return {
    call: { from, contract: 'registry', functionName: 'removeOffer', args: [deed.id, 0, asset] },
    apply: () => removeOffer(world.model, from, { id: deed.id, asset }),
    touched: { deed: deed.id },
  };
};

const append: ActionMaker = (world) => {
  const deed = anyDeed(world);
  if (!deed) return null;
  const from = ownerOrAnybody(world, deed.owner);
  const version = newVersion(world);
  return {
    call: { from, contract: 'registry', functionName: 'appendVersion', args: [deed.id, versionTerms(version)] },
    apply: () => appendVersion(world.model, from, { id: deed.id, version }),
    touched: { deed: deed.id },
  };
};

const handOver: ActionMaker = (world) => {
  const deed = anyDeed(world);
  if (!deed) return null;
  const to = world.chance.pick(world.people);
  return {
    call: { from: deed.owner, contract: 'registry', functionName: 'transferFrom', args: [deed.owner, to, deed.id] },
    apply: () => transferDeed(world.model, deed.owner, { id: deed.id, to }),
    touched: { deed: deed.id },
  };
};

/** What people do with deeds. */
export const deedActions = [mint, mint, offer, withdrawOffer, append, handOver];
