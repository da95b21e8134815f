import { AppError } from '#protocol/errors.ts';

/** An S3-compatible bucket and the keys for it. */
export interface S3Place {
  /** Origin of the store, as this process reaches it. */
  endpoint: string;
  /** Origin of the store, as nodes reach it. */
  publicEndpoint: string;
  bucket: string;
  /** Begins every key; empty, or ends with a slash. */
  prefix: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const form = 'https://KEY:SECRET@host/bucket/prefix?region=eu-central-1&public=https://files.example';

/** Reads `S3_URL`. Key and secret are percent-encoded; prefix, region (us-east-1) and public are optional. Throws `invalid_input`, never with the secret. */
export function parseS3Url(text: string): S3Place {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw wrong('it is no http or https address');
  const [bucket = '', ...folders] = url.pathname.split('/').filter((part) => part !== '');
  if (url.username === '' || url.password === '') throw wrong('it lacks key and secret');
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) throw wrong(`"${bucket}" is no name of a bucket`);
  const shared = url.searchParams.get('public');
  if (shared !== null && !URL.canParse(shared)) throw wrong('public is no address');
  return {
    endpoint: url.origin,
    publicEndpoint: shared === null ? url.origin : new URL(shared).origin,
    bucket,
    prefix: folders.map((folder) => `${folder}/`).join(''),
    region: url.searchParams.get('region') ?? 'us-east-1',
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
  };
}

function wrong(what: string): AppError {
  return new AppError('invalid_input', `S3_URL can't be used: ${what}. Its form is ${form}.`);
}
