import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openSecret, sealSecret } from './seal-secret.ts';
import { newSealingSecret, sealingKeyOf } from './sealing-keys.ts';

const secretKey = new Uint8Array(32).fill(7);
const sealingKey = sealingKeyOf(secretKey);
const chance = { oneTimeSecret: new Uint8Array(32).fill(9), nonce: new Uint8Array(24).fill(3) };
const vector =
  'gs1.V9tLNZ8jrl4Ubk4lEgVnBHIlBjSMFQwUdT0Mkz0E1CEDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwOhzOd5Y93Le6wKzSY1m5ZT1IAfW+c=';

it('agrees with the committed vector', () => {
  expect(sealingKey).toBe('13be4feaeaf204c7fd3358fc9c00721881d174278128227ec674f37f7fe97b6d');
  expect(sealSecret({ sealingKey, slot: 'weather_key', text: 'k-123' }, chance)).toBe(vector);
  expect(openSecret({ secretKey, slot: 'weather_key', sealed: vector })).toBe('k-123');
});

it('derives its keys as another implementation of X25519 and HKDF does', () => {
  const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secretKey]);
  const own = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const raw = createPublicKey(own).export({ format: 'der', type: 'spki' }).subarray(-32);
  expect(raw.toString('hex')).toBe(sealingKey);

  const bytes = Buffer.from(vector.slice(4), 'base64');
  const oneTime = bytes.subarray(0, 32);
  const spki = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), oneTime]);
  const shared = diffieHellman({
    privateKey: own,
    publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
  });
  const key = Buffer.from(
    hkdfSync('sha256', shared, Buffer.concat([oneTime, raw]), 'gaianet/secret/1\nweather_key', 32),
  );
  // XChaCha20 by hand: HChaCha20 gives the key, the nonce's last eight bytes the rest.
  const { hchacha } = hchacha20Of(key, bytes.subarray(32, 48));
  const nonce = Buffer.concat([Buffer.alloc(4), bytes.subarray(48, 56)]);
  const decipher = createDecipheriv('chacha20-poly1305', hchacha, nonce, { authTagLength: 16 });
  const text = bytes.subarray(56, -16);
  decipher.setAAD(Buffer.from('weather_key'), { plaintextLength: text.length }).setAuthTag(bytes.subarray(-16));
  expect(Buffer.concat([decipher.update(text), decipher.final()]).toString()).toBe('k-123');
});

it('opens whatever text was sealed, and no two sealings are alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const [a, b] = [sealSecret({ sealingKey, slot: 's', text }), sealSecret({ sealingKey, slot: 's', text })];
      expect(openSecret({ secretKey, slot: 's', sealed: a })).toBe(text);
      expect(a).not.toBe(b);
    }),
    { numRuns: 20 },
  );
});

it('opens neither under another key or slot, nor after a change, and says nothing of the content', () => {
  const sealed = sealSecret({ sealingKey, slot: 'a', text: 'the content' });
  const changed = `${sealed.slice(0, -6)}${sealed.at(-6) === 'A' ? 'B' : 'A'}${sealed.slice(-5)}`;
  for (const attempt of [
    { secretKey: newSealingSecret(), slot: 'a', sealed },
    { secretKey, slot: 'b', sealed },
    { secretKey, slot: 'a', sealed: changed },
    { secretKey, slot: 'a', sealed: sealed.slice(0, 40) },
    { secretKey, slot: 'a', sealed: 'the content' },
    { secretKey, slot: 'a', sealed: '' },
  ]) {
    expect(() => openSecret(attempt)).toThrow(/can't be opened/);
    expect(() => openSecret(attempt)).not.toThrow(/the content/);
  }
});

it('seals to no key that is none, or of small order', () => {
  for (const key of ['', 'zz', '00'.repeat(32), sealingKey.toUpperCase()]) {
    expect(() => sealSecret({ sealingKey: key, slot: 'a', text: 'x' })).toThrow(/no usable sealing key/);
  }
});

/** HChaCha20 (draft-irtf-cfrg-xchacha): twenty rounds over constants, key and nonce, without the final addition. */
function hchacha20Of(key: Buffer, nonce: Buffer): { hchacha: Buffer } {
  const state = Uint32Array.from([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
  const word = (bytes: Buffer, index: number) => bytes.readUInt32LE(index * 4);
  const x = [
    ...state,
    ...Array.from({ length: 8 }, (_, index) => word(key, index)),
    ...Array.from({ length: 4 }, (_, index) => word(nonce, index)),
  ];
  const at = (index: number) => x[index] ?? 0;
  const turn = (a: number, b: number, how: number) => {
    const mixed = (at(a) ^ at(b)) >>> 0;
    return ((mixed << how) | (mixed >>> (32 - how))) >>> 0;
  };
  const quarter = (places: readonly [number, number, number, number]) => {
    const [a, b, c, d] = places;
    for (const [first, second] of [
      [16, 12],
      [8, 7],
    ] as const) {
      x[a] = (at(a) + at(b)) >>> 0;
      x[d] = turn(d, a, first);
      x[c] = (at(c) + at(d)) >>> 0;
      x[b] = turn(b, c, second);
    }
  };
  for (let round = 0; round < 10; round += 1) {
    for (const column of [0, 1, 2, 3]) quarter([column, column + 4, column + 8, column + 12]);
    quarter([0, 5, 10, 15]);
    quarter([1, 6, 11, 12]);
    quarter([2, 7, 8, 13]);
    quarter([3, 4, 9, 14]);
  }
  const hchacha = Buffer.alloc(32);
  [0, 1, 2, 3, 12, 13, 14, 15].forEach((from, to) => {
    hchacha.writeUInt32LE(at(from), to * 4);
  });
  return { hchacha };
}
