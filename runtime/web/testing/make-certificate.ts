import { createSign, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { isIPv4 } from 'node:net';

const oid = {
  commonName: '550403',
  alternativeNames: '551d11',
  basicConstraints: '551d13',
  ecdsaWithSha256: '2a8648ce3d040302',
};

/** A self-signed certificate for these names and IPv4 addresses, good from yesterday to tomorrow, with its key, both PEM; made here because machines may have no openssl. */
export function makeCertificate(names: string[]): { certificate: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(0x30, der(0x06, Buffer.from(oid.ecdsaWithSha256, 'hex')));
  const day = 86_400_000;
  /** Two authorities of one name would be taken for each other. */
  const name = nameOf(`GaiaNet test ${randomUUID()}`);
  const content = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name,
    der(0x30, timeOf(Date.now() - day), timeOf(Date.now() + day)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      der(
        0x30,
        extension(oid.basicConstraints, der(0x30, der(0x01, Buffer.from([0xff])))),
        extension(oid.alternativeNames, der(0x30, ...names.map(alternativeName))),
      ),
    ),
  );
  const signature = createSign('sha256').update(content).sign(privateKey);
  const certificate = der(0x30, content, algorithm, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Tag, length and content (X.690). */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function nameOf(text: string): Buffer {
  const pair = der(0x30, der(0x06, Buffer.from(oid.commonName, 'hex')), der(0x0c, Buffer.from(text)));
  return der(0x30, der(0x31, pair));
}

/** UTCTime: YYMMDDHHMMSSZ. */
function timeOf(ms: number): Buffer {
  return der(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)}Z`));
}

function extension(id: string, content: Buffer): Buffer {
  return der(0x30, der(0x06, Buffer.from(id, 'hex')), der(0x04, content));
}

function alternativeName(name: string): Buffer {
  if (isIPv4(name)) return der(0x87, Buffer.from(name.split('.').map(Number)));
  return der(0x82, Buffer.from(name));
}
