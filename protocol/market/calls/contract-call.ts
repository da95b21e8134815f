import type { Address, Hex } from 'viem';

/** A transaction that a wallet is asked to send; none of ours carries ether. */
export interface ContractCall {
  to: Address;
  data: Hex;
}

/** Addresses of the contracts of the market, as in the chain's facts. */
export interface MarketContracts {
  componentRegistry: string;
  componentLicence: string;
  componentMarket: string;
  revenueLedger: string;
}
