import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeCertificate } from '#runtime/web/testing/make-certificate.ts';
import { identityFiles, signInServer, weatherAddress } from './local-services.ts';

// Before the product starts: the node may call the services of the journeys, and knows their certificate.
const folder = path.join(process.env.GAIA_HOME ?? '', 'node');
const [certificateFile, keyFile] = identityFiles();
const { certificate, key } = makeCertificate(['127.0.0.1', 'localhost']);
mkdirSync(folder, { recursive: true });
writeFileSync(certificateFile, certificate);
writeFileSync(keyFile, key, { mode: 0o600 });
const privateHosts = [weatherAddress, signInServer].map((address) => new URL(address).host);
const policy = { privateHosts, certificateFiles: [certificateFile] };
writeFileSync(path.join(folder, 'policy.json'), JSON.stringify(policy));
