/** Tables that are worked out from the chain's events alone. */
const derivedTables = [
  ...['Deed', 'DeedVersion', 'DeedScope', 'DeedOffer', 'LicenceHolding'],
  ...['MarketPurchase', 'MarketListing', 'LedgerCredit', 'LedgerClaim', 'ChainNode'],
  ...['Domain', 'DomainNode', 'DomainBan'],
] as const;

/** All tables of the index. */
export const chainTables = ['ChainCursor', 'ChainBlock', 'ChainEvent', ...derivedTables] as const;
export type ChainTable = (typeof chainTables)[number];
