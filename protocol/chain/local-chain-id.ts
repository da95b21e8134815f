/** Chain id of the chain that `npm run up` starts on a machine: nobody else's, so that a wallet never takes one for the other. */
export const localChainId = 42_069_420;
