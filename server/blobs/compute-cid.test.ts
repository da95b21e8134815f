import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { computeCid } from './compute-cid.ts';

async function* once(bytes: Uint8Array) {
  yield await Promise.resolve(bytes);
}
const cidOf = (content: string | Uint8Array) => computeCid(once(Buffer.from(content)));

test('content of one block has the identifier that `ipfs add --cid-version 1` prints', async () => {
  expect(await cidOf('hello world')).toBe('bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e');
  expect(await cidOf('hello\n')).toBe('bafkreicysg23kiwv34eg2d7qweipxwosdo2py4ldv42nbauguluen5v6am');
  expect(await cidOf('')).toBe('bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku');
});

test('larger content has the identifier of its tree, worked out by hand from the formats of DAG-PB and UnixFS', async () => {
  const content = Buffer.alloc(2 * block + 5, 'gaianet');
  const leaves = [0, block, 2 * block].map((at) => leafOf(content.subarray(at, at + block)));
  expect(await cidOf(content)).toBe(textOf(nodeOf(leaves).cid));
});

test('more than 174 blocks stand in two levels', async () => {
  const content = Buffer.alloc(174 * block + 1, 'bees');
  const leaves = Array.from({ length: 175 }, (_, at) => leafOf(content.subarray(at * block, (at + 1) * block)));
  const root = nodeOf([nodeOf(leaves.slice(0, 174)), nodeOf(leaves.slice(174))]);
  expect(await cidOf(content)).toBe(textOf(root.cid));
});

const block = 262_144;

interface Linked {
  cid: Buffer;
  /** Content bytes below it. */
  sizeBytes: number;
  /** Bytes of all blocks of it. */
  treeBytes: number;
}

function leafOf(bytes: Buffer): Linked {
  return { cid: cidBytes(0x55, bytes), sizeBytes: bytes.byteLength, treeBytes: bytes.byteLength };
}

function nodeOf(links: Linked[]): Linked {
  const sizeBytes = links.reduce((sum, one) => sum + one.sizeBytes, 0);
  const sizes = links.map((one) => Buffer.concat([Buffer.from([0x20]), varint(one.sizeBytes)]));
  const file = Buffer.concat([Buffer.from([0x08, 2, 0x18]), varint(sizeBytes), ...sizes]);
  const listed = links.map(({ cid, treeBytes }) =>
    field(2, Buffer.concat([field(1, cid), field(2, Buffer.alloc(0)), Buffer.from([0x18]), varint(treeBytes)])),
  );
  const bytes = Buffer.concat([...listed, field(1, file)]);
  const treeBytes = links.reduce((sum, one) => sum + one.treeBytes, bytes.byteLength);
  return { cid: cidBytes(0x70, bytes), sizeBytes, treeBytes };
}

function field(number: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2]), varint(content.byteLength), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

function cidBytes(codec: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([1, codec, 0x12, 32]), createHash('sha256').update(bytes).digest()]);
}

/** Multibase `b`: base32 in lower case without padding. */
function textOf(cid: Buffer): string {
  const bits = [...cid].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = bits.match(/.{1,5}/g) ?? [];
  return `b${letters.map((five) => 'abcdefghijklmnopqrstuvwxyz234567'[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')}`;
}
