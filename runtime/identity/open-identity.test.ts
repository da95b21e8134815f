import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isSignedBy } from '#protocol/signing/is-signed-by.ts';
import { decryptKeystore } from './decrypt-keystore.ts';
import { encryptKeystore } from './encrypt-keystore.ts';
import { keystoreSchema } from './keystore-schema.ts';
import { openIdentity } from './open-identity.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gaia-identity-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const options = () => ({ home, password: undefined, cost: 1_024 });
const modeOf = (name: string) => (statSync(join(home, name)).mode & 0o777).toString(8);

/**
 * Key and password of the Web3 Secret Storage definition. The pbkdf2 vector is its own; its scrypt vector has parameters that
 * RFC 7914 forbids and OpenSSL refuses (N ≥ 2^(128·r/8)), so the scrypt one was written by another implementation (ox 0.14).
 */
const vectors = {
  pbkdf2: {
    crypto: {
      cipher: 'aes-128-ctr',
      cipherparams: { iv: '6087dab2f9fdbbfaddc31a909735c1e6' },
      ciphertext: '5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46',
      kdf: 'pbkdf2',
      kdfparams: {
        c: 262_144,
        dklen: 32,
        prf: 'hmac-sha256',
        salt: 'ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd',
      },
      mac: '517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2',
    },
    id: '3198bc9c-6672-5ab3-d995-4942343ae5b6',
    version: 3,
  },
  scrypt: {
    crypto: {
      cipher: 'aes-128-ctr',
      cipherparams: { iv: 'd9d12cf05fc3f0c7190be18016145c30' },
      ciphertext: '8117e917392b803ce64c7559e7e7f34115d285fc80184aa84a01017b17d07300',
      kdf: 'scrypt',
      kdfparams: {
        dklen: 32,
        n: 16_384,
        r: 1,
        p: 8,
        salt: '6d445818067b7a9cf07e31385fa7a9b2ad9767a39817dc06d1b45ea703507b1e',
      },
      mac: 'd27b75523e8f161e97420607a0c00efc88a54dbd2ff5ece1f5213006e1d52e6f',
    },
    id: '484fd9d8-5b45-4642-aa5c-9f1cebcde210',
    version: 3,
  },
};

test.each(Object.entries(vectors))('a %s keystore that another program wrote opens', async (_name, vector) => {
  const keystore = keystoreSchema.parse(vector);
  const key = '0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d';

  expect(await decryptKeystore(keystore, 'testpassword')).toBe(key);
  await expect(decryptKeystore(keystore, 'wrong')).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('scrypt parameters that OpenSSL refuses are named', async () => {
  const { crypto } = vectors.scrypt;
  const foreign = { ...vectors.scrypt, crypto: { ...crypto, kdfparams: { ...crypto.kdfparams, n: 262_144 } } };
  await expect(decryptKeystore(keystoreSchema.parse(foreign), 'testpassword')).rejects.toThrow(/n=262144, r=1, p=8/);
});

test('what is encrypted opens again, with the address in the file as wallets expect it', async () => {
  const key = `0x${'42'.repeat(32)}` as const;
  const keystore = await encryptKeystore(key, { password: 'pass', cost: 1_024 });

  expect(keystore.address).toMatch(/^[0-9a-f]{40}$/);
  expect(await decryptKeystore(keystoreSchema.parse(JSON.parse(JSON.stringify(keystore))), 'pass')).toBe(key);
});

test('a node keeps its address over restarts, in files that only its user can read', async () => {
  const first = await openIdentity(options());
  const again = await openIdentity(options());

  expect(again.address).toBe(first.address);
  expect(readdirSync(home).sort()).toEqual(['keystore.json', 'keystore.password']);
  expect([modeOf('keystore.json'), modeOf('keystore.password')]).toEqual(['600', '600']);
});

test('an identity signs, and shows no key', async () => {
  const identity = await openIdentity(options());
  const message = { manifestHash: `0x${'11'.repeat(32)}` } as const;
  const signature = await identity.signTypedMessage('BundleManifest', message);

  expect(await isSignedBy(identity.address, { name: 'BundleManifest', message, signature })).toBe(true);
  expect(Object.keys(identity).sort()).toEqual(['address', 'signContractMessage', 'signTypedMessage']);
});

test('a password from the environment is not written down, and a wrong one is refused', async () => {
  await openIdentity({ ...options(), password: 'own' });

  expect(readdirSync(home)).toEqual(['keystore.json']);
  await expect(openIdentity({ ...options(), password: 'other' })).rejects.toThrow(/GAIA_KEYSTORE_PASSWORD/);
});

test('two processes that start at once agree on one identity', async () => {
  const [a, b] = await Promise.all([openIdentity(options()), openIdentity(options())]);
  expect(a.address).toBe(b.address);
});

test('a damaged keystore is left alone and named', async () => {
  writeFileSync(join(home, 'keystore.json'), '{"version": 1}');
  await expect(openIdentity(options())).rejects.toThrow(/keystore.json is not a Web3 keystore/);
  expect(readFileSync(join(home, 'keystore.json'), 'utf8')).toBe('{"version": 1}');
});
