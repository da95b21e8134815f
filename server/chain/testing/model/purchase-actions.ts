import { type Address, type Hex, keccak256, toHex, zeroHash } from 'viem';
import { mintVoucherSchema } from '#protocol/market/mint-terms.ts';
import { mintVoucherDigest } from '#protocol/market/mint-voucher.ts';
import { type ContractMessageName, type ContractMessages, contractTypes } from '#protocol/signing/contract-messages.ts';
import { offChainDomain } from '#protocol/signing/typed-messages.ts';
import type { ActionMaker } from './actions.ts';
import { keyHash, rightKey, salt } from './content.ts';
import { anyDeed, newDeed } from './deed-actions.ts';
import { type Deed, deedOf, type HeldPurchase, holdingOf } from './model.ts';
import { mintDeed } from './model-deeds.ts';
import {
  buyLicence,
  confirmKey,
  deliverKey,
  openDispute,
  payOut,
  refundBadKey,
  refundLate,
  resolveDispute,
  type WantedPurchase,
} from './model-purchases.ts';
import type { World } from './world.ts';

const sealTo = keccak256(toHex('x25519'));
const sealedKey = toHex('sealed key');

/** Signs for a contract as the key issuer. */
export function signAsIssuer<Name extends ContractMessageName>(
  world: World,
  verifyingContract: Address,
  { name, message }: { name: Name; message: ContractMessages[Name] },
): Promise<Hex> {
  const domain = { ...offChainDomain, chainId: world.chain.reader.facts.chainId, verifyingContract };
  const signed = { domain, types: contractTypes, primaryType: name, message };
  return world.issuer.signTypedData(signed as unknown as Parameters<typeof world.issuer.signTypedData>[0]);
}

/** A purchase that is mostly good: sometimes another price, content, version or recipient than can be had. */
function want(world: World, buyer: Address, deed: Deed): WantedPurchase {
  const { chance, model } = world;
  const number = 1 + chance.below(deed.versions.length + (chance.once(20) ? 1 : 0));
  const asset = chance.pick(world.assets);
  const held = holdingOf(model, buyer, deed.id).units;
  const quantity = held > 0n && chance.once(2) ? held : BigInt(1 + chance.below(3));
  const price = (deed.offers.get(asset) ?? 0n) * quantity;
  return {
    ...{ id: deed.id, version: number, quantity, asset },
    maxPrice: chance.once(15) && price > 0n ? price - 1n : price,
    expectedRoot: chance.once(20) ? zeroHash : (deed.versions[number - 1]?.root ?? zeroHash),
    recipient: chance.once(6) ? chance.pick(world.people) : buyer,
  };
}

const buy: ActionMaker = (world) => {
  const deed = anyDeed(world);
  if (!deed) return null;
  const from = world.chance.pick(world.people);
  const wanted = want(world, from, deed);
  return {
    call: { from, contract: 'market', functionName: 'buyLicence', args: [{ ...wanted, scope: 0, sealTo }] },
    apply: () => buyLicence(world.model, from, wanted),
    touched: { deed: deed.id, purchase: world.model.purchases.length + 1 },
  };
};

/** A deed that is minted by its first sale. The creator is the issuer, whose key is at hand. */
const buySigned: ActionMaker = async (world) => {
  const { model, chance, issuer } = world;
  if (model.deeds.length >= 40) return null;
  const { terms, onChain } = newDeed(world);
  terms.creator = issuer.address;
  onChain.creator = issuer.address;
  const [nonce, deadline] = [BigInt(model.deeds.length), model.now + 60n];
  const contract = { chainId: world.chain.reader.facts.chainId, verifyingContract: world.on.registry.address };
  const digits = (_key: string, part: unknown) => (typeof part === 'bigint' ? part.toString() : part);
  const voucher = mintVoucherSchema.parse(JSON.parse(JSON.stringify({ terms: onChain, nonce, deadline }, digits)));
  const signature = await issuer.sign({ hash: mintVoucherDigest(contract, voucher) });
  const from = chance.pick(world.people);
  const id = BigInt(model.deeds.length + 1);
  const [[asset, price] = [from, 0n]] = terms.offers;
  const wanted = {
    ...{ id, version: 1, quantity: 1n, asset, maxPrice: price, expectedRoot: terms.version.root, recipient: from },
  };
  const args = [onChain, { nonce, deadline, signature }, { ...wanted, id: 0n, scope: 0, sealTo }];
  return {
    call: { from, contract: 'market', functionName: 'buySigned', args },
    apply: () => {
      mintDeed(model, terms);
      try {
        buyLicence(model, from, wanted);
      } catch (refusal) {
        model.deeds.pop();
        throw refusal;
      }
    },
    touched: { deed: id, purchase: model.purchases.length + 1 },
  };
};

/** An action on a recorded purchase, mostly on one in `state`. */
function onPurchase(
  state: number,
  make: (world: World, of: { id: number; purchase: HeldPurchase }) => ReturnType<ActionMaker>,
): ActionMaker {
  return (world) => {
    const rows = world.model.purchases.flatMap((purchase, at) => (purchase ? [{ id: at + 1, purchase }] : []));
    const fitting = rows.filter(({ purchase }) => purchase.state === state);
    const from = fitting.length > 0 && !world.chance.once(10) ? fitting : rows;
    return from.length > 0 ? make(world, world.chance.pick(from)) : null;
  };
}

const deliver = onPurchase(1, async (world, { id, purchase }) => {
  const isSigned = !world.chance.once(10);
  const sealedKeyHash = keccak256(isSigned ? sealedKey : toHex('another'));
  const message = { purchaseId: BigInt(id), sealedKeyHash };
  const signature = await signAsIssuer(world, world.on.market.address, { name: 'KeyDelivery', message });
  const from = world.chance.pick(world.people);
  return {
    call: { from, contract: 'market', functionName: 'deliverKey', args: [BigInt(id), sealedKey, signature] },
    apply: () => deliverKey(world.model, id, isSigned),
    touched: { deed: purchase.deed, purchase: id },
  };
});

const badKey = onPurchase(2, async (world, { id, purchase }) => {
  const root = deedOf(world.model, purchase.deed).versions[purchase.version - 1]?.root ?? zeroHash;
  const isRight = world.chance.once(3);
  const key = isRight ? rightKey : keccak256(toHex('wrong key'));
  const message = { purchaseId: BigInt(id), keyHash: keyHash(root, key) };
  const signature = await signAsIssuer(world, world.on.market.address, { name: 'KeyStatement', message });
  return {
    call: {
      ...{ from: purchase.buyer, contract: 'market', functionName: 'refundBadKey' },
      args: [BigInt(id), key, salt, signature],
    },
    apply: () => refundBadKey(world.model, id, isRight),
    touched: { deed: purchase.deed, purchase: id },
  };
});

/** An action whose only argument is the purchase's number. */
const simple = (
  state: number,
  functionName: string,
  apply: (world: World, from: Address, id: number) => void,
): ActionMaker =>
  onPurchase(state, (world, { id, purchase }) => {
    const from = world.chance.once(8) ? world.chance.pick(world.people) : purchase.buyer;
    return {
      call: { from, contract: 'market', functionName, args: [BigInt(id)] },
      apply: () => apply(world, from, id),
      touched: { deed: purchase.deed, purchase: id },
    };
  });

const rule = onPurchase(5, (world, { id, purchase }) => {
  const { arbiter } = world.model.facts;
  const from = world.chance.once(10) ? purchase.buyer : arbiter;
  const isBuyerRight = world.chance.once(2);
  return {
    call: { from, contract: 'market', functionName: 'resolveDispute', args: [BigInt(id), isBuyerRight] },
    apply: () => resolveDispute(world.model, from, { purchaseId: id, isBuyerRight }),
    touched: { deed: purchase.deed, purchase: id },
  };
});

/** What people do with licences of components, from the purchase to its end. */
export const purchaseActions = [
  ...[buy, buy, buy, buy, buySigned, deliver, deliver, deliver, deliver, deliver, badKey, rule, rule],
  simple(2, 'confirmKey', ({ model }, from, id) => confirmKey(model, from, id)),
  simple(2, 'payOut', ({ model }, _from, id) => payOut(model, id)),
  simple(1, 'refund', ({ model }, _from, id) => refundLate(model, id)),
  simple(2, 'openDispute', ({ model }, from, id) => openDispute(model, from, id)),
  simple(2, 'openDispute', ({ model }, from, id) => openDispute(model, from, id)),
];
