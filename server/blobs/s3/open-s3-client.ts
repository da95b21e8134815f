import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { AppError } from '#protocol/errors.ts';
import type { S3Place } from './parse-s3-url.ts';
import { readS3Code, s3Failure } from './s3-failure.ts';

interface S3Request {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Name within the bucket's prefix. */
  key: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
  /** Statuses that are answers here, besides those of success. */
  expected?: readonly number[];
}

export interface S3Client {
  /** Sends a signed request; passing faults are tried again. Throws `upstream_failed` with what the store said. */
  send(request: S3Request): Promise<Response>;
  /** A pre-signed address for `GET`. */
  sign(key: string, seconds: number): Promise<string>;
}

/** Repeats after a fault that may pass (429, 5xx), with growing pauses. */
const repeats = 2;

/** Requests to one bucket, signed with AWS Signature Version 4, addressed by path. */
export function openS3Client(place: S3Place): S3Client {
  const { accessKeyId, secretAccessKey, region } = place;
  const aws = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: repeats });
  const addressOf = (endpoint: string, key: string) => new URL(`/${place.bucket}/${place.prefix}${key}`, endpoint);

  return {
    async send({ method, key, query = {}, headers = {}, body, expected = [] }) {
      const url = addressOf(place.endpoint, key);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const sha256 = createHash('sha256')
        .update(body ?? '')
        .digest('hex');
      const signed = { ...headers, 'x-amz-content-sha256': sha256 };
      const sent = aws.fetch(url.href, { method, headers: signed, ...(body !== undefined && { body: bytes(body) }) });
      const response = await sent.catch((cause: unknown) => {
        const sentence = `The file store at ${place.endpoint} can't be reached; check S3_URL and that it runs.`;
        throw new AppError('upstream_failed', sentence, { cause });
      });
      if (response.ok || expected.includes(response.status)) return response;
      throw s3Failure({ status: response.status, code: await readS3Code(response) }, place);
    },
    async sign(key, seconds) {
      const url = addressOf(place.publicEndpoint, key);
      url.searchParams.set('X-Amz-Expires', String(seconds));
      const request = await aws.sign(url.href, { method: 'GET', aws: { signQuery: true } });
      return request.url;
    },
  };
}

function bytes(body: Uint8Array | string): ArrayBuffer | string {
  return typeof body === 'string' ? body : body.slice().buffer;
}
