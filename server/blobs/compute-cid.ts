import { type ImportCandidate, importer } from 'ipfs-unixfs-importer';

/** The IPFS content identifier (v1, UnixFS with raw leaves of 256 KiB and at most 174 links a level) that a Kubo node gives the same bytes. */
export async function computeCid(content: AsyncIterable<Uint8Array>): Promise<string> {
  const file: ImportCandidate = { content };
  for await (const entry of importer([file], forgetful, options)) return entry.cid.toString();
  throw new Error('The importer gave no root.');
}

const options = { cidVersion: 1, rawLeaves: true, wrapWithDirectory: false } as const;

/** Only the identifier is wanted: blocks go nowhere. */
const forgetful = {
  put: (cid: Parameters<Parameters<typeof importer>[1]['put']>[0]) => Promise.resolve(cid),
};
