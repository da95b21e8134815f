import { parseAbi } from 'viem';

/** Functions that a creator's or buyer's wallet calls. A test holds each against the compiled contract. */
export const registryAbi = parseAbi([
  'struct VersionTerms { bytes32 contentRoot; bytes32 manifestHash; string cid; bytes32 keyCommitment; bytes32 licenceHash; }',
  'struct Parent { uint256 id; uint16 bps; }',
  'struct ScopeTerms { uint8 scope; uint64 supplyCap; uint40 durationSeconds; bool isSoulbound; }',
  'struct LicenceOffer { uint8 scope; address asset; uint256 price; }',
  'struct MintTerms { address creator; address keyIssuer; uint8 kind; uint16 askBps; uint16 royaltyBps; string uri; VersionTerms version; Parent[] parents; ScopeTerms[] scopes; LicenceOffer[] offers; }',
  'function mint(MintTerms terms) returns (uint256 id)',
  'function mintSigned(MintTerms terms, uint256 nonce, uint256 deadline, bytes signature) returns (uint256 id)',
  'function cancelVoucher(uint256 nonce)',
  'function isNonceUsed(address creator, uint256 nonce) view returns (bool)',
  'function mintedBy(bytes32 digest) view returns (uint256)',
  'function appendVersion(uint256 id, VersionTerms version) returns (uint32 number)',
  'function setOffer(uint256 id, uint8 scope, address asset, uint256 price)',
  'function removeOffer(uint256 id, uint8 scope, address asset)',
  'function setAskBps(uint256 id, uint16 askBps)',
  'function setKeyIssuer(uint256 id, address keyIssuer)',
]);

export const marketAbi = parseAbi([
  'struct VersionTerms { bytes32 contentRoot; bytes32 manifestHash; string cid; bytes32 keyCommitment; bytes32 licenceHash; }',
  'struct Parent { uint256 id; uint16 bps; }',
  'struct ScopeTerms { uint8 scope; uint64 supplyCap; uint40 durationSeconds; bool isSoulbound; }',
  'struct LicenceOffer { uint8 scope; address asset; uint256 price; }',
  'struct MintTerms { address creator; address keyIssuer; uint8 kind; uint16 askBps; uint16 royaltyBps; string uri; VersionTerms version; Parent[] parents; ScopeTerms[] scopes; LicenceOffer[] offers; }',
  'struct Purchase { uint256 id; uint32 version; uint8 scope; uint64 quantity; address asset; uint256 maxPrice; bytes32 expectedRoot; address recipient; bytes32 sealTo; }',
  'function buyLicence(Purchase purchase) returns (uint256 purchaseId)',
  'struct Voucher { uint256 nonce; uint256 deadline; bytes signature; }',
  'function buySigned(MintTerms terms, Voucher voucher, Purchase purchase) returns (uint256 id, uint256 purchaseId)',
  'function deliverKey(uint256 purchaseId, bytes sealedKey, bytes signature)',
  'function confirmKey(uint256 purchaseId)',
  'function payOut(uint256 purchaseId)',
  'function refund(uint256 purchaseId)',
  'function refundBadKey(uint256 purchaseId, bytes32 key, bytes32 salt, bytes signature)',
  'function openDispute(uint256 purchaseId)',
  'function resolveDispute(uint256 purchaseId, bool isBuyerRight)',
  'function listDeed(uint256 id, address asset, uint256 price, uint40 expiresAt) returns (uint256 listingId)',
  'function listLicence(uint256 tokenId, uint64 units, address asset, uint256 price, uint40 expiresAt) returns (uint256 listingId)',
  'function cancelListing(uint256 listingId)',
  'function buyListing(uint256 listingId, uint256 maxPrice, uint256 expectedNonce)',
]);

export const ledgerAbi = parseAbi([
  'function claim(address asset) returns (uint256 amount)',
  'function claimMany(address[] assets)',
  'function claimFor(address account, address asset) returns (uint256 amount)',
]);

export const assetAbi = parseAbi([
  'function approve(address spender, uint256 amount) returns (bool)',
  'function allowance(address owner, address spender) view returns (uint256)',
  'function balanceOf(address account) view returns (uint256)',
  'function setApprovalForAll(address operator, bool isApproved)',
  'function isApprovedForAll(address owner, address operator) view returns (bool)',
]);

/** What is read of NodeRegistry and ComponentLicence to decide on a key. */
export const nodeRegistryAbi = parseAbi([
  'function linkOf(address node) view returns (address owner, address payout, bytes32 metadataHash, uint40 linkedAt)',
]);

/** What is read of DomainRegistry to decide on a key. */
export const domainRegistryAbi = parseAbi([
  'function isAdmitted(uint256 id, address node) view returns (bool)',
  'function operatorOf(uint256 id) view returns (address)',
]);

export const licenceAbi = parseAbi([
  'function isLicensed(address account, uint256 id, uint8 scope) view returns (bool)',
  'function balanceOf(address account, uint256 id) view returns (uint256)',
  'function expiryOf(address account, uint256 tokenId) view returns (uint40)',
  'function royaltyInfo(uint256 tokenId, uint256 salePrice) view returns (address receiver, uint256 royalty)',
  'function heldUnits(address account, uint256 tokenId) view returns (uint64)',
  'function noteRelease(address account, uint256 tokenId, uint64 units, uint256 nonce, uint256 deadline, bytes signature)',
]);

/** What is read of ComponentRegistry and ComponentMarket before a purchase. */
export const saleReadAbi = parseAbi([
  'struct SaleTerms { address owner; address keyIssuer; uint256 price; bytes32 contentRoot; bytes32 keyCommitment; }',
  'function saleTermsOf(uint256 id, uint32 version, uint8 scope, address asset) view returns (SaleTerms)',
  'function versionCount(uint256 id) view returns (uint32)',
  'function mintedBy(bytes32 digest) view returns (uint256 id)',
  'function isNonceUsed(address creator, uint256 nonce) view returns (bool)',
]);
export const marketReadAbi = parseAbi([
  'struct HeldPurchase { address buyer; uint8 state; uint8 scope; uint32 version; bool isRenewal; address recipient; uint40 deadline; uint64 quantity; address seller; uint96 componentId; address keyIssuer; address asset; uint256 price; }',
  'function purchaseOf(uint256 purchaseId) view returns (HeldPurchase)',
  'function DELIVERY_SECONDS() view returns (uint40)',
  'function CHALLENGE_SECONDS() view returns (uint40)',
  'function FEE_BPS() view returns (uint16)',
  'function ARBITER() view returns (address)',
]);
