// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a buyer asks for; a sale that differs from it reverts.
/// @param id Deed id; 0 in a purchase with a voucher, whose deed has no id yet.
/// @param version Number of the version that the buyer saw.
/// @param scope 0 seat, 1 domain.
/// @param quantity Units.
/// @param asset ERC-20 to pay with.
/// @param maxPrice Most that all units together may cost.
/// @param expectedRoot Content root of that version as the buyer saw it.
/// @param recipient Who gets the licence.
/// @param sealTo X25519 public key that the content key has to be sealed to; required when the version is private.
struct Purchase {
    uint256 id;
    uint32 version;
    uint8 scope;
    uint64 quantity;
    address asset;
    uint256 maxPrice;
    bytes32 expectedRoot;
    address recipient;
    bytes32 sealTo;
}

/// @notice A creator's signed promise to mint (see {IComponentRegistry-mintSigned}).
/// @param nonce Number that the creator may use once or cancel.
/// @param deadline Last second in which it can be minted.
/// @param signature Creator's signature: ECDSA or ERC-1271.
struct Voucher {
    uint256 nonce;
    uint256 deadline;
    bytes signature;
}

/// @notice Where a purchase of private content stands. Purchases of public content are settled at once and leave no record.
enum PurchaseState {
    None,
    Held,
    Delivered,
    Paid,
    Refunded,
    Disputed
}

/// @notice Why a buyer got the money back.
enum RefundReason {
    Undelivered,
    BadKey,
    Dispute,
    DisputeTimeout
}

/// @notice A purchase of private content.
/// @param buyer Who paid, and gets a refund.
/// @param state Where it stands.
/// @param scope Scope of the licence.
/// @param version Version bought.
/// @param isRenewal Whether it made a running licence longer instead of minting one.
/// @param recipient Holder of the licence.
/// @param deadline Last second of the running step: delivery, then challenge, then ruling.
/// @param quantity Units.
/// @param seller Owner of the deed at the time of purchase, who is paid the rest.
/// @param componentId Deed id.
/// @param keyIssuer Account whose signatures count for this purchase.
/// @param asset ERC-20 paid with.
/// @param price Price of all units together.
struct HeldPurchase {
    address buyer;
    PurchaseState state;
    uint8 scope;
    uint32 version;
    bool isRenewal;
    address recipient;
    uint40 deadline;
    uint64 quantity;
    address seller;
    uint96 componentId;
    address keyIssuer;
    address asset;
    uint256 price;
}

/// @notice What a listing sells.
enum ListingKind {
    None,
    Deed,
    Licence
}

/// @notice An offer of an owner to sell a deed or a lot of licences. The token stays with the seller until it is bought.
/// @param seller Who listed it.
/// @param kind Deed or licence; None once it is cancelled or sold.
/// @param expiresAt Last second in which it can be bought.
/// @param units Licences in the lot; 1 for a deed.
/// @param asset ERC-20 that the price is in.
/// @param tokenId Deed id or licence token id.
/// @param price Price of the whole lot.
/// @param transferNonce Transfer nonce of the token when it was listed; a listing of a token that has moved since is void.
struct Listing {
    address seller;
    ListingKind kind;
    uint40 expiresAt;
    address asset;
    uint64 units;
    uint256 tokenId;
    uint256 price;
    uint256 transferNonce;
}
