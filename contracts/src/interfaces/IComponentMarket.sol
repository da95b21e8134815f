// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MintTerms} from "../types/ComponentTypes.sol";
import {HeldPurchase, Listing, ListingKind, Purchase, RefundReason, Voucher} from "../types/MarketTypes.sol";

/// @title Where licences and deeds are sold
/// @notice The first sale of a licence pays the protocol's fee, then the component's ancestors, then the deed's owner,
/// all through the {IRevenueLedger}. Sales of public content are settled at once. For private content the price is held
/// here, and the licence locked, until the buyer has the key:
///
/// ```
/// Held ──deliverKey──▶ Delivered ──confirmKey by the buyer, or payOut after the challenge time──▶ Paid
///  │                    │      └──openDispute with a bond──▶ Disputed ──ruling for the seller──▶ Paid
///  └─refund after the   └─refundBadKey                        └─ruling for the buyer, or none in 14 days─▶ Refunded
///    deadline ─▶ Refunded         ─▶ Refunded
/// ```
///
/// A sealed key comes with the key issuer's signed statement of its hash (EIP-712
/// `KeyStatement(uint256 purchaseId,bytes32 keyHash)`, keyHash = keccak256(abi.encode(contentRoot, key, salt))), so that a
/// key that fails the commitment proves itself. Refunds need no operator: only the ruling of a dispute asks the arbiter,
/// and its silence refunds. No owner, no pause; fee, treasury, arbiter and times are fixed when deployed.
///
/// Listings sell deeds and lots of licences without taking custody, bound to the token's transfer nonce. They pay the
/// protocol's fee and the ERC-2981 royalty; the rest goes to the seller, through the ledger as well.
interface IComponentMarket {
    /// @notice Licences were bought. `isHeld` says whether the price waits for the key, until `deadline` (else 0).
    event LicenceBought(
        uint256 indexed purchaseId,
        uint256 indexed id,
        address indexed buyer,
        address recipient,
        uint32 version,
        uint8 scope,
        uint64 quantity,
        address asset,
        uint256 price,
        bool isHeld,
        bool isRenewal,
        uint40 deadline,
        bytes32 sealTo
    );
    /// @notice The sealed key of a purchase; the buyer may challenge it until `challengeDeadline`.
    event KeyDelivered(uint256 indexed purchaseId, bytes sealedKey, uint40 challengeDeadline);
    /// @notice The held price went to the ledger.
    event PurchasePaidOut(uint256 indexed purchaseId, uint256 price);
    /// @notice `amount` (price, and bond where there was one) went back to the buyer.
    event PurchaseRefunded(uint256 indexed purchaseId, RefundReason reason, uint256 amount);
    /// @notice The buyer says that the content isn't what was sold.
    event DisputeOpened(uint256 indexed purchaseId, uint256 bond, uint40 rulingDeadline);
    /// @notice The arbiter ruled.
    event DisputeResolved(uint256 indexed purchaseId, bool isBuyerRight);
    /// @notice A deed or a lot of licences is for sale.
    event Listed(
        uint256 indexed listingId,
        address indexed seller,
        uint256 indexed tokenId,
        ListingKind kind,
        uint64 units,
        address asset,
        uint256 price,
        uint40 expiresAt,
        uint256 transferNonce
    );
    /// @notice The seller took the listing back.
    event ListingCancelled(uint256 indexed listingId);
    /// @notice The listing was bought.
    event ListingBought(
        uint256 indexed listingId,
        address indexed seller,
        address indexed buyer,
        uint256 price,
        uint256 fee,
        address royaltyReceiver,
        uint256 royalty
    );

    /// @notice A constructor argument is out of its bounds, or the licences name another market.
    error ComponentMarket_BadSetup();
    /// @notice Nothing, nobody or too much was asked for.
    error ComponentMarket_BadPurchase();
    /// @notice All units together cost more than the buyer allows.
    error ComponentMarket_PriceTooHigh(uint256 price, uint256 maxPrice);
    /// @notice The version has another content than the buyer saw.
    error ComponentMarket_OtherContent(bytes32 expectedRoot, bytes32 root);
    /// @notice Private content needs a key to seal to.
    error ComponentMarket_NoSealTo();
    /// @notice Timed licences are bought for oneself only, so that nobody can interfere with another's renewal.
    error ComponentMarket_TimedForOthers(address recipient);
    /// @notice The purchase isn't in a state that allows this.
    error ComponentMarket_WrongState(uint256 purchaseId);
    /// @notice Only the buyer may do that.
    error ComponentMarket_NotBuyer(uint256 purchaseId, address caller);
    /// @notice Only the arbiter rules.
    error ComponentMarket_NotArbiter(address caller);
    /// @notice The step ended at `deadline`.
    error ComponentMarket_TooLate(uint256 deadline);
    /// @notice The step can't be taken before `deadline` has passed.
    error ComponentMarket_TooEarly(uint256 deadline);
    /// @notice A sealed key has 1 to 512 bytes.
    error ComponentMarket_BadSealedKey(uint256 length);
    /// @notice The key issuer didn't sign that.
    error ComponentMarket_BadSignature(address keyIssuer);
    /// @notice The key is the right one.
    error ComponentMarket_KeyIsRight();
    /// @notice Price of 0, no units, or an end that is past or more than 180 days ahead.
    error ComponentMarket_BadListing();
    /// @notice The caller doesn't own what it wants to list.
    error ComponentMarket_NotHolder(address caller);
    /// @notice There is no such listing any more.
    error ComponentMarket_NoListing(uint256 listingId);
    /// @notice Only the seller may take a listing back.
    error ComponentMarket_NotSeller(uint256 listingId, address caller);
    /// @notice The token has moved since it was listed, or since the buyer looked.
    error ComponentMarket_Stale(uint256 listingId, uint256 expectedNonce, uint256 transferNonce);

    /// @notice Buys licences for their offered price, which the caller has approved. Public content is settled at once;
    /// for private content the price is held until the key is delivered.
    /// @return purchaseId Number of the purchase, from 1.
    function buyLicence(Purchase calldata purchase) external returns (uint256 purchaseId);

    /// @notice Mints a deed with its creator's voucher, unless somebody did already, and buys licences of its first version.
    /// @param purchase Its `id` is 0, or the id where the caller knows it; its `version` is 1.
    function buySigned(MintTerms calldata terms, Voucher calldata voucher, Purchase calldata purchase)
        external
        returns (uint256 id, uint256 purchaseId);

    /// @notice Hands in the sealed key. Anybody may call it until the purchase's deadline.
    /// @param signature The key issuer's, of EIP-712 `KeyDelivery(uint256 purchaseId,bytes32 sealedKeyHash)`.
    function deliverKey(uint256 purchaseId, bytes calldata sealedKey, bytes calldata signature) external;

    /// @notice Pays out at once. Only the buyer, once the key is delivered.
    function confirmKey(uint256 purchaseId) external;

    /// @notice Pays out a delivered purchase that nobody challenged in time. Anybody may call it.
    function payOut(uint256 purchaseId) external;

    /// @notice Gives the buyer the money back when the key wasn't delivered in time, or a dispute wasn't ruled in time.
    /// Anybody may call it.
    function refund(uint256 purchaseId) external;

    /// @notice Gives the buyer the money back when the delivered key fails the version's commitment. Anybody may call it.
    /// @param key Key that was delivered.
    /// @param salt Salt that was delivered.
    /// @param signature The key issuer's `KeyStatement` that was delivered with them.
    function refundBadKey(uint256 purchaseId, bytes32 key, bytes32 salt, bytes calldata signature) external;

    /// @notice Holds the money back until the arbiter rules, for a bond of a tenth of the price (rounded up), which the
    /// caller has approved. Only the buyer, until the challenge deadline.
    function openDispute(uint256 purchaseId) external;

    /// @notice Rules a dispute. Only the arbiter, until the ruling deadline. The bond goes to who is right.
    function resolveDispute(uint256 purchaseId, bool isBuyerRight) external;

    /// @notice Lists the caller's deed. The market must be approved for it when it is bought.
    /// @param expiresAt Last second in which it can be bought, at most 180 days ahead.
    function listDeed(uint256 id, address asset, uint256 price, uint40 expiresAt) external returns (uint256 listingId);

    /// @notice Lists `units` of the caller's licences as one lot. The market must be approved when it is bought.
    function listLicence(uint256 tokenId, uint64 units, address asset, uint256 price, uint40 expiresAt)
        external
        returns (uint256 listingId);

    /// @notice Takes a listing back. Only its seller.
    function cancelListing(uint256 listingId) external;

    /// @notice Buys a listing for its price, which the caller has approved.
    /// @param expectedNonce Transfer nonce of the token that the buyer saw.
    function buyListing(uint256 listingId, uint256 maxPrice, uint256 expectedNonce) external;

    /// @notice A purchase of private content; all zero for others.
    function purchaseOf(uint256 purchaseId) external view returns (HeldPurchase memory);

    /// @notice Number of purchases; also the newest number.
    function purchaseCount() external view returns (uint256);

    /// @notice A listing; `kind` is None when there is none (any more).
    function listingOf(uint256 listingId) external view returns (Listing memory);

    /// @notice Number of listings; also the newest number.
    function listingCount() external view returns (uint256);

    /// @notice Bond of a dispute over that price.
    function bondOf(uint256 price) external pure returns (uint256);

    /// @notice What the key issuer signs to deliver.
    function deliveryDigest(uint256 purchaseId, bytes32 sealedKeyHash) external view returns (bytes32);

    /// @notice What the key issuer signs to vouch for a key.
    function statementDigest(uint256 purchaseId, bytes32 keyHash) external view returns (bytes32);
}
