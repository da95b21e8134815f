import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeCertificate } from '#runtime/web/testing/make-certificate.ts';
import { weatherAddress, weatherIdentityFiles } from './local-services.ts';

// Before the product starts: the node may call the weather service of the journeys, and knows its certificate.
const folder = path.join(process.env.GAIA_HOME ?? '', 'node');
const [certificateFile, keyFile] = weatherIdentityFiles();
const { certificate, key } = makeCertificate(['127.0.0.1', 'localhost']);
mkdirSync(folder, { recursive: true });
writeFileSync(certificateFile, certificate);
writeFileSync(keyFile, key, { mode: 0o600 });
const policy = { privateHosts: [new URL(weatherAddress).host], certificateFiles: [certificateFile] };
writeFileSync(path.join(folder, 'policy.json'), JSON.stringify(policy));
