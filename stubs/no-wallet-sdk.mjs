// Stands in for wallet SDKs that wagmi would load on demand and that the studio never asks for.
export const isUnused = true;
