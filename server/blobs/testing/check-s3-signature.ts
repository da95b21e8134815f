import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface S3Keys {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

/** Code of the S3 error that a request's signature deserves (AWS Signature Version 4, in the header or the address); null where it is right. Written from its description, without the library that signs. */
export function checkS3Signature(
  request: IncomingMessage,
  { body, keys, now }: { body: Buffer; keys: S3Keys; now: Date },
): string | null {
  const [path = '', search = ''] = (request.url ?? '').split('?');
  const query = search.split('&').filter((pair) => pair !== '');
  const given = readSignature(request, query);
  if (!given) return 'AccessDenied';
  const [accessKeyId, day = '', region = ''] = given.credential.split('/');
  if (accessKeyId !== keys.accessKeyId) return 'InvalidAccessKeyId';
  const signedMs = Date.parse(given.date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3:$4:$5Z'));
  if (Math.abs(now.getTime() - signedMs) > given.seconds * 1000) {
    return given.isInAddress ? 'AccessDenied' : 'RequestTimeTooSkewed';
  }
  const declared = given.isInAddress ? 'UNSIGNED-PAYLOAD' : String(request.headers['x-amz-content-sha256']);
  if (declared !== 'UNSIGNED-PAYLOAD' && declared !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const canonical = [
    request.method,
    path,
    query
      .filter((pair) => !pair.startsWith('X-Amz-Signature='))
      .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
      .toSorted()
      .join('&'),
    ...given.headers.map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    given.headers.join(';'),
    declared,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', given.date, scope, sha256(canonical)].join('\n');
  const chain = [day, keys.region, 's3', 'aws4_request'];
  const key = chain.reduce<Buffer | string>((secret, part) => hmac(secret, part), `AWS4${keys.secretAccessKey}`);
  return hmac(key, text).toString('hex') === given.signature ? null : 'SignatureDoesNotMatch';
}

function readSignature(request: IncomingMessage, query: string[]) {
  const parameter = (name: string) =>
    decodeURIComponent(query.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '');
  if (parameter('X-Amz-Signature')) {
    return {
      isInAddress: true,
      credential: parameter('X-Amz-Credential'),
      headers: parameter('X-Amz-SignedHeaders').split(';'),
      signature: parameter('X-Amz-Signature'),
      date: parameter('X-Amz-Date'),
      seconds: Number(parameter('X-Amz-Expires')),
    };
  }
  const header = /Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const [, credential = '', headers = '', signature = ''] = header.exec(request.headers.authorization ?? '') ?? [];
  const date = String(request.headers['x-amz-date']);
  return signature === ''
    ? null
    : { isInAddress: false, credential, headers: headers.split(';'), signature, date, seconds: 900 };
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
