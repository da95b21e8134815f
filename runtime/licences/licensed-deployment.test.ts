import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { bytesToHex, type Hex, hexToBytes } from 'viem';
import { afterEach, describe, expect, it } from 'vitest';
import { indexedBlockBytes, makeBlockIndex } from '#protocol/bundles/block-index.ts';
import { contentRoot } from '#protocol/bundles/content-root.ts';
import { sealBundle } from '#protocol/bundles/seal-bundle.ts';
import { keyRequestSchema, keySlot } from '#protocol/licences/key-request.ts';
import { sealSecret } from '#protocol/secrets/seal-secret.ts';
import { isSignedBy } from '#protocol/signing/is-signed-by.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import { bundlePlace } from '#runtime/deployments/steps/bundle-place.ts';
import { type DeploymentBench, openDeploymentBench } from '#runtime/deployments/testing/open-deployment-bench.ts';
import { nativeHashing } from '#runtime/knowledge/native-hashing.ts';
import { type LocalTestServer, sendBytes, serveLocally } from '#runtime/testing/serve-locally.ts';
import { obtainKey } from './obtain-key.ts';

const identity = openTypedSigner(`0x${'42'.repeat(32)}`);
const key = bytesToHex(new Uint8Array(32).fill(7));
const deedId = '12';

interface Shop {
  bench: DeploymentBench;
  gateway: LocalTestServer;
  /** What the gateway does with a request for a key; gives the right key by default. */
  answer: (body: unknown) => { status: number; json: unknown };
  reference: DeploymentBench['bundle']['reference'];
  sealed: Uint8Array;
  /** Changes the sealed bytes that are sent. */
  tamper: (bytes: Uint8Array) => Uint8Array;
  request(): ReturnType<DeploymentBench['request']>;
}

const opened: Shop[] = [];
afterEach(async () => {
  for (const { bench, gateway } of opened.splice(0)) {
    await bench.close();
    await gateway.close();
  }
});

async function open(): Promise<Shop> {
  const shop = { tamper: (bytes: Uint8Array) => bytes, answer: giveKey } as Shop;
  let index = new Uint8Array();
  shop.gateway = await serveLocally((request, response) => {
    if (request.method === 'POST') {
      void buffer(request).then((body) => {
        const { status, json } = shop.answer(JSON.parse(body.toString()));
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
      });
    } else if (request.url === '/index') response.end(index);
    else sendBytes(request, response, { bytes: shop.tamper(shop.sealed) });
  });
  const asker = { identity, clock: () => new Date(), gatewayOrigin: () => shop.gateway.url };
  shop.bench = await openDeploymentBench({ parts: { obtainKey: (part, signal) => obtainKey(asker, part, signal) } });
  const { bytes, reference } = shop.bench.bundle;
  shop.sealed = new Uint8Array(await buffer(sealBundle([bytes], hexToBytes(key))));
  index = new Uint8Array(await makeBlockIndex([shop.sealed], nativeHashing));
  const cipherRoot = contentRoot(shop.sealed, nativeHashing);
  shop.reference = { ...reference, licence: { deedId, contentRoot: reference.contentRoot, cipherRoot } };
  shop.request = () =>
    shop.bench.request(
      { knowledge: [shop.reference] },
      {
        bundleAddresses: { [cipherRoot]: `${shop.gateway.url}/sealed` },
        blockIndexes: { [cipherRoot]: `${shop.gateway.url}/index` },
      },
    );
  opened.push(shop);
  return shop;
}

function giveKey(body: unknown, text = key) {
  const { sealTo } = keyRequestSchema.parse(body);
  const contentRootOfTest = opened.at(-1)?.reference.contentRoot ?? '';
  const sealedKey = sealSecret({ sealingKey: sealTo.slice(2), slot: keySlot(contentRootOfTest), text });
  return { status: 200, json: { sealedKey } };
}

const refusal = (message: string) => ({ status: 403, json: { error: { code: 'forbidden', message } } });

describe('a licensed bundle', () => {
  it('is fetched encrypted, stays encrypted on disk, and serves with the key that the gateway gave for a signed request', async () => {
    const shop = await open();
    let asked: unknown;
    shop.answer = (body) => {
      asked = body;
      return giveKey(body);
    };
    expect(await shop.bench.deploy(shop.request())).toMatchObject({ state: 'live', reason: null });
    const { node, sealTo, nonce, expiresAt, signature } = keyRequestSchema.parse(asked);
    const message = {
      node: node as Hex,
      contentRoot: shop.reference.contentRoot as Hex,
      sealTo: sealTo as Hex,
      nonce: nonce as Hex,
      expiresAt: BigInt(expiresAt),
    };
    const isSigned = await isSignedBy(identity.address, {
      name: 'KeyRequest',
      message,
      signature: signature as Hex,
    });
    expect(isSigned).toBe(true);
    const [file] = readdirSync(path.join(shop.bench.parts.home, 'bundles'));
    expect(file).toMatch(/\.sealed$/);
    const stored = readFileSync(path.join(shop.bench.parts.home, 'bundles', file ?? ''));
    expect(stored.includes('unspent part of a deposit')).toBe(false);
    expect(JSON.stringify(shop.bench.readFile())).not.toContain(key.slice(2));
    const agent = shop.bench.deployments().find('guide');
    expect(await shop.bench.parts.store.count(agent?.collections[0] ?? '')).toBe(2);
  });

  it('is refused without a licence before anything is fetched, with the deed and what the gateway says', async () => {
    const shop = await open();
    shop.answer = () => refusal('0xAb holds no licence of it. Licences are sold at http://studio.test/market/12.');
    expect(await shop.bench.deploy(shop.request())).toMatchObject({
      state: 'failed',
      failedStep: 'planned',
      reason:
        '“Credits” is licensed content (deed 12). 0xAb holds no licence of it. Licences are sold at http://studio.test/market/12.',
    });
    expect(shop.gateway.seen.map(({ path: asked }) => asked)).toEqual([`/licensed/${shop.reference.contentRoot}/key`]);
  });

  it('that its holder made another of is fetched plain, and needs the licence all the same', async () => {
    const shop = await open();
    const { bench } = shop;
    const bought = `0x${'b'.repeat(64)}`;
    const licence = { deedId, contentRoot: bought, cipherRoot: `0x${'c'.repeat(64)}` };
    const { contentRoot: made } = bench.bundle.reference;
    const request = () =>
      bench.request(
        { knowledge: [{ ...bench.bundle.reference, licence }] },
        { bundleAddresses: { [made]: `${bench.gateway.url}/bundle` } },
      );
    shop.answer = () => refusal('0xAb holds no licence of it.');
    expect(await bench.deploy(request())).toMatchObject({ state: 'failed', failedStep: 'planned' });
    shop.answer = (body) => {
      const { sealTo } = keyRequestSchema.parse(body);
      return {
        status: 200,
        json: { sealedKey: sealSecret({ sealingKey: sealTo.slice(2), slot: keySlot(bought), text: key }) },
      };
    };
    expect(await bench.deploy(request())).toMatchObject({ state: 'live', reason: null });
    expect(readdirSync(path.join(bench.parts.home, 'bundles'))).toEqual([`${made.slice(2)}.tar`]);
    expect(shop.gateway.seen.map(({ path: asked }) => asked)).toEqual([
      `/licensed/${bought}/key`,
      `/licensed/${bought}/key`,
    ]);
  });

  it('is refused with a forged key, an answer that is none, and a gateway that is gone', async () => {
    const shop = await open();
    shop.answer = (body) => giveKey(body, `0x${'66'.repeat(32)}`);
    const forged = await shop.bench.deploy(shop.request());
    expect(forged).toMatchObject({ state: 'failed', failedStep: 'restoring' });
    expect(forged.reason).toContain('The key does not open this bundle');
    shop.answer = () => ({ status: 200, json: { sealedKey: 'gs1.AAAA' } });
    expect((await shop.bench.deploy(shop.request())).reason).toContain("can't be opened");
    shop.answer = () => ({ status: 200, json: '<html>' });
    expect((await shop.bench.deploy(shop.request())).reason).toContain('holds no key');
    await shop.gateway.close();
    expect((await shop.bench.deploy(shop.request())).reason).toContain("can't be reached; deploy again");
  });

  it('that was edited on disk is found out and fetched anew', async () => {
    const shop = await open();
    const { file } = bundlePlace(shop.bench.parts.home, shop.reference);
    mkdirSync(path.dirname(file), { recursive: true });
    const edited = Uint8Array.from(shop.sealed);
    edited[40] = (edited[40] ?? 0) ^ 1;
    writeFileSync(file, edited);
    expect(await shop.bench.deploy(shop.request())).toMatchObject({ state: 'live' });
    expect(new Uint8Array(readFileSync(file))).toEqual(shop.sealed);
  });

  it('that arrives with a wrong block is refused at that block, and goes on from there when it is right again', async () => {
    const shop = await open();
    shop.tamper = (bytes) => {
      const wrong = Uint8Array.from(bytes);
      wrong[wrong.length - 1] = (wrong.at(-1) ?? 0) ^ 1;
      return wrong;
    };
    const status = await shop.bench.deploy(shop.request());
    const blocks = Math.ceil(shop.sealed.byteLength / indexedBlockBytes);
    expect(status.reason).toBe(
      `Block ${blocks} of ${blocks} of the bundle arrived damaged; deploy again, and it goes on from there.`,
    );
    shop.tamper = (bytes) => bytes;
    expect(await shop.bench.deploy(shop.request())).toMatchObject({ state: 'live' });
  });
});
