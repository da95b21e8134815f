/** Kind of the job that pins a bundle on IPFS. */
export const pinJobKind = 'bundle.pin';
