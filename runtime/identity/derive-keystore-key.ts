import { pbkdf2, type ScryptOptions, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '#protocol/errors.ts';
import type { KeystoreKdf } from './keystore-schema.ts';

/** Derives the keystore's key from its password with the parameters written in the file. */
export async function deriveKeystoreKey(kdf: KeystoreKdf, password: string): Promise<Buffer> {
  const salt = Buffer.from(kdf.kdfparams.salt, 'hex');
  if (kdf.kdf === 'pbkdf2') {
    return await promisify(pbkdf2)(password, salt, kdf.kdfparams.c, kdf.kdfparams.dklen, 'sha256');
  }
  const { n, r, p, dklen } = kdf.kdfparams;
  const options: ScryptOptions = { N: n, r, p, maxmem: 128 * n * r + 128 * r * p + 32 * 1024 * 1024 };
  try {
    return await scryptKey(password, { salt, dklen, options });
  } catch (cause) {
    throw new AppError(
      'invalid_input',
      `The keystore's scrypt parameters (n=${n}, r=${r}, p=${p}) can't be used here; export the key again with usual ones (r=8, p=1).`,
      { cause },
    );
  }
}

/** Bad parameters throw at once or come as an error; either way the promise rejects. */
function scryptKey(
  password: string,
  { salt, dklen, options }: { salt: Buffer; dklen: number; options: ScryptOptions },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, dklen, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
