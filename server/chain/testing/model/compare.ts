import { type Abi, type Address, type ContractFunctionParameters, zeroAddress } from 'viem';
import { amountOf, deedOf, type HeldPurchase, type Holding, holdingOf, type Listing } from './model.ts';
import type { World } from './world.ts';

interface Question {
  what: string;
  ask: ContractFunctionParameters;
  expected: unknown;
}

/** Asks the contracts about all money and about what was touched, in one call, and returns where they differ from the model. */
export async function differences(
  world: World,
  touched: { deeds: bigint[]; purchases: number[]; listings: number[] },
): Promise<string[]> {
  const questions = [
    ...moneyQuestions(world),
    ...countQuestions(world),
    ...touched.deeds.flatMap((id) => deedQuestions(world, id)),
    ...touched.purchases.map((id) => purchaseQuestion(world, id)),
    ...touched.listings.map((id) => listingQuestion(world, id)),
  ];
  const answers = await world.chain.reader.client.multicall({
    contracts: questions.map(({ ask }) => ask),
    allowFailure: false,
    deployless: true,
    // Bytes of calls in one question: the answers together must not be longer than code may be.
    batchSize: 1_200,
  });
  return questions.flatMap(({ what, expected }, at) => {
    const [is, should] = [plain(answers[at]), plain(expected)];
    return is === should ? [] : [`${what}: ${is} on the chain, ${should} in the model`];
  });
}

const plain = (value: unknown) =>
  JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? part.toString() : part));

/** A question to one of the contracts. */
function question(
  { on }: World,
  [contract, functionName, ...args]: [keyof World['on'], string, ...unknown[]],
  expected: unknown,
): Question {
  const { address, abi } = on[contract];
  return {
    what: `${functionName}(${args.join(', ')})`,
    ask: { address, abi: abi as Abi, functionName, args },
    expected,
  };
}

function moneyQuestions(world: World): Question[] {
  const { model, on, people } = world;
  const { treasury, market, ledger } = model.facts;
  return (['usd', 'gaia'] as const).flatMap((token) => {
    const asset = on[token].address;
    const accounts = [...people, world.issuer.address, treasury];
    const total = accounts.reduce((sum, account) => sum + amountOf(model.owed, asset, account), 0n);
    const owed = accounts.map((account) =>
      question(world, ['ledger', 'owed', account, asset], amountOf(model.owed, asset, account)),
    );
    const balances = [...people, market, ledger].map((account) =>
      question(world, [token, 'balanceOf', account], amountOf(model.balances, asset, account)),
    );
    return [...owed, question(world, ['ledger', 'totalOwed', asset], total), ...balances];
  });
}

function countQuestions(world: World): Question[] {
  return [
    question(world, ['registry', 'deedCount'], BigInt(world.model.deeds.length)),
    question(world, ['market', 'purchaseCount'], BigInt(world.model.purchases.length)),
    question(world, ['market', 'listingCount'], BigInt(world.model.listings.length)),
  ];
}

function deedQuestions(world: World, id: bigint): Question[] {
  const { model, people, assets } = world;
  const deed = deedOf(model, id);
  const tokenId = id * 256n;
  return [
    question(world, ['registry', 'ownerOf', id], deed.owner),
    question(world, ['registry', 'transferNonce', id], deed.transferNonce),
    question(world, ['registry', 'versionCount', id], deed.versions.length),
    ...assets.map((asset) => {
      const price = deed.offers.get(asset);
      return question(world, ['registry', 'offerOf', id, 0, asset], [price ?? 0n, price !== undefined]);
    }),
    question(world, ['licence', 'totalSupply', tokenId], deed.supply),
    ...people.flatMap((person) => holdingQuestions(world, person, tokenId)),
  ];
}

function holdingQuestions(world: World, person: Address, tokenId: bigint): Question[] {
  const holding = holdingOf(world.model, person, tokenId / 256n);
  return [
    question(world, ['licence', 'balanceOf', person, tokenId], holding.units),
    question(world, ['licence', 'heldUnits', person, tokenId], holding.held),
    question(world, ['licence', 'expiryOf', person, tokenId], Number(holding.expiresAt)),
    question(world, ['licence', 'transferNonce', person, tokenId], holding.transferNonce),
    question(world, ['licence', 'releaseOf', person, tokenId], releaseOf(holding)),
  ];
}

const releaseOf = ({ inUse, inUseUntil, releaseNonce }: Holding) => [inUse, Number(inUseUntil), releaseNonce];

function purchaseQuestion(world: World, id: number): Question {
  const purchase = world.model.purchases[id - 1] ?? null;
  return question(world, ['market', 'purchaseOf', BigInt(id)], purchase ? recordOf(world, purchase) : noRecord);
}

function recordOf({ issuer }: World, purchase: HeldPurchase) {
  const { buyer, state, version, isRenewal, recipient, quantity, seller, asset, price } = purchase;
  const deadline = Number(purchase.deadline);
  return {
    ...{ buyer, state, scope: 0, version, isRenewal, recipient, deadline, quantity, seller },
    ...{ componentId: purchase.deed, keyIssuer: issuer.address, asset, price },
  };
}

function listingQuestion(world: World, id: number): Question {
  const listing = world.model.listings[id - 1];
  return question(world, ['market', 'listingOf', BigInt(id)], listing ? lotOf(listing) : noLot);
}

const noRecord = {
  ...{ buyer: zeroAddress, state: 0, scope: 0, version: 0, isRenewal: false, recipient: zeroAddress, deadline: 0 },
  ...{ quantity: 0n, seller: zeroAddress, componentId: 0n, keyIssuer: zeroAddress, asset: zeroAddress, price: 0n },
};

const noLot = {
  ...{ seller: zeroAddress, kind: 0, expiresAt: 0, asset: zeroAddress, units: 0n },
  ...{ tokenId: 0n, price: 0n, transferNonce: 0n },
};

function lotOf(listing: Listing) {
  const { seller, isDeed, expiresAt, asset, units, deed, price, transferNonce } = listing;
  return {
    ...{ seller, kind: isDeed ? 1 : 2, expiresAt: Number(expiresAt), asset, units },
    ...{ tokenId: isDeed ? deed : deed * 256n, price, transferNonce },
  };
}
