import fs from 'node:fs';
import path from 'node:path';
import { type Address, getAddress } from 'viem';
import { z } from 'zod';
import { keystoreSchema } from '#runtime/identity/keystore-schema.ts';

const pinSchema = z.object({ gatewayOrigin: z.string() });

/** What the node in this data folder is: its address (null before its first start) and the gateway it is paired with (null before it is). */
export function readOwnNode(home: string): { address: Address | null; gatewayOrigin: string | null } {
  const keystore = keystoreSchema.safeParse(readJson(path.join(home, 'node', 'keystore.json')));
  const pin = pinSchema.safeParse(readJson(path.join(home, 'node', 'link.json')));
  const hex = keystore.data?.address?.replace(/^0x/, '');
  return { address: hex ? getAddress(`0x${hex}`) : null, gatewayOrigin: pin.data?.gatewayOrigin ?? null };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
