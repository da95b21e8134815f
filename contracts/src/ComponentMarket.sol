// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IComponentLicence} from "./interfaces/IComponentLicence.sol";
import {IComponentMarket} from "./interfaces/IComponentMarket.sol";
import {IComponentRegistry} from "./interfaces/IComponentRegistry.sol";
import {IRevenueLedger} from "./interfaces/IRevenueLedger.sol";
import {ExactPull} from "./libraries/ExactPull.sol";
import {LicenceToken} from "./libraries/LicenceToken.sol";
import {RevenueSource} from "./libraries/RevenueSource.sol";
import {MintTerms, SaleTerms} from "./types/ComponentTypes.sol";
import {Credit} from "./types/LedgerTypes.sol";
import {
    HeldPurchase,
    Listing,
    ListingKind,
    Purchase,
    PurchaseState,
    RefundReason,
    Voucher
} from "./types/MarketTypes.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Where licences and deeds are sold
contract ComponentMarket is IComponentMarket, EIP712, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice Who and how long; fixed when deployed.
    /// @param treasury Receives the protocol's fee.
    /// @param feeBps Protocol's fee on every sale, at most {MOST_FEE_BPS}.
    /// @param deliverySeconds Time to deliver a key, 1 second to {MOST_STEP_SECONDS}.
    /// @param challengeSeconds Time to challenge a delivered key, 1 second to {MOST_STEP_SECONDS}.
    /// @param arbiter Rules disputes.
    struct Setup {
        address treasury;
        uint16 feeBps;
        uint40 deliverySeconds;
        uint40 challengeSeconds;
        address arbiter;
    }

    /// @notice Most basis points of the protocol's fee.
    uint16 public constant MOST_FEE_BPS = 500;
    /// @notice Most time that a step of a purchase may be given.
    uint40 public constant MOST_STEP_SECONDS = 30 days;
    /// @notice Time that the arbiter has to rule a dispute.
    uint40 public constant RULING_SECONDS = 14 days;
    /// @notice Longest run of a listing.
    uint40 public constant MOST_LISTING_SECONDS = 180 days;
    /// @notice Most bytes of a sealed key.
    uint256 public constant MOST_SEALED_KEY_BYTES = 512;

    bytes32 private constant KEY_DELIVERY_TYPEHASH = keccak256("KeyDelivery(uint256 purchaseId,bytes32 sealedKeyHash)");
    bytes32 private constant KEY_STATEMENT_TYPEHASH = keccak256("KeyStatement(uint256 purchaseId,bytes32 keyHash)");
    uint256 private constant ALL_BPS = 10_000;
    uint256 private constant BOND_PART = 10;

    /// @notice The deeds.
    IComponentRegistry public immutable REGISTRY;
    /// @notice The licences.
    IComponentLicence public immutable LICENCE;
    /// @notice Where earnings wait.
    IRevenueLedger public immutable LEDGER;
    /// @notice Receives the protocol's fee.
    address public immutable TREASURY;
    /// @notice Rules disputes.
    address public immutable ARBITER;
    /// @notice Protocol's fee on every sale.
    uint16 public immutable FEE_BPS;
    /// @notice Time to deliver a key.
    uint40 public immutable DELIVERY_SECONDS;
    /// @notice Time to challenge a delivered key.
    uint40 public immutable CHALLENGE_SECONDS;

    /// @inheritdoc IComponentMarket
    uint256 public purchaseCount;
    /// @inheritdoc IComponentMarket
    uint256 public listingCount;

    mapping(uint256 purchaseId => HeldPurchase) private _purchases;
    mapping(uint256 listingId => Listing) private _listings;

    /// @param registry The deeds.
    /// @param licence The licences, which must already name this contract's address as their market.
    /// @param ledger Where earnings wait.
    /// @param setup Who and how long.
    constructor(IComponentRegistry registry, IComponentLicence licence, IRevenueLedger ledger, Setup memory setup)
        EIP712("GaiaNet", "1")
    {
        bool isNamed = setup.treasury != address(0) && setup.arbiter != address(0) && licence.market() == address(this);
        if (!isNamed || setup.feeBps > MOST_FEE_BPS) revert ComponentMarket_BadSetup();
        if (!_isStep(setup.deliverySeconds) || !_isStep(setup.challengeSeconds)) revert ComponentMarket_BadSetup();
        REGISTRY = registry;
        LICENCE = licence;
        LEDGER = ledger;
        TREASURY = setup.treasury;
        ARBITER = setup.arbiter;
        FEE_BPS = setup.feeBps;
        DELIVERY_SECONDS = setup.deliverySeconds;
        CHALLENGE_SECONDS = setup.challengeSeconds;
    }

    /// @inheritdoc IComponentMarket
    function buyLicence(Purchase calldata purchase) external nonReentrant returns (uint256 purchaseId) {
        return _buy(purchase.id, purchase);
    }

    /// @inheritdoc IComponentMarket
    function buySigned(MintTerms calldata terms, Voucher calldata voucher, Purchase calldata purchase)
        external
        nonReentrant
        returns (uint256 id, uint256 purchaseId)
    {
        id = REGISTRY.mintSigned(terms, voucher.nonce, voucher.deadline, voucher.signature);
        if (purchase.version != 1 || (purchase.id != 0 && purchase.id != id)) revert ComponentMarket_BadPurchase();
        purchaseId = _buy(id, purchase);
    }

    /// @inheritdoc IComponentMarket
    function deliverKey(uint256 purchaseId, bytes calldata sealedKey, bytes calldata signature) external {
        HeldPurchase storage held = _purchaseIn(purchaseId, PurchaseState.Held);
        if (block.timestamp > held.deadline) revert ComponentMarket_TooLate(held.deadline);
        if (sealedKey.length == 0 || sealedKey.length > MOST_SEALED_KEY_BYTES) {
            revert ComponentMarket_BadSealedKey(sealedKey.length);
        }
        _requireSigned(held.keyIssuer, deliveryDigest(purchaseId, keccak256(sealedKey)), signature);

        uint40 deadline = uint40(block.timestamp) + CHALLENGE_SECONDS;
        held.state = PurchaseState.Delivered;
        held.deadline = deadline;
        emit KeyDelivered(purchaseId, sealedKey, deadline);
    }

    /// @inheritdoc IComponentMarket
    function confirmKey(uint256 purchaseId) external nonReentrant {
        HeldPurchase storage held = _purchaseIn(purchaseId, PurchaseState.Delivered);
        _requireBuyer(purchaseId, held);
        _payOut(purchaseId, held, 0);
    }

    /// @inheritdoc IComponentMarket
    function payOut(uint256 purchaseId) external nonReentrant {
        HeldPurchase storage held = _purchaseIn(purchaseId, PurchaseState.Delivered);
        if (block.timestamp <= held.deadline) revert ComponentMarket_TooEarly(held.deadline);
        _payOut(purchaseId, held, 0);
    }

    /// @inheritdoc IComponentMarket
    function refund(uint256 purchaseId) external nonReentrant {
        HeldPurchase storage held = _purchases[purchaseId];
        bool isDisputed = held.state == PurchaseState.Disputed;
        if (!isDisputed && held.state != PurchaseState.Held) revert ComponentMarket_WrongState(purchaseId);
        if (block.timestamp <= held.deadline) revert ComponentMarket_TooEarly(held.deadline);
        if (isDisputed) _refund(purchaseId, held, RefundReason.DisputeTimeout);
        else _refund(purchaseId, held, RefundReason.Undelivered);
    }

    /// @inheritdoc IComponentMarket
    function refundBadKey(uint256 purchaseId, bytes32 key, bytes32 salt, bytes calldata signature)
        external
        nonReentrant
    {
        HeldPurchase storage held = _purchaseIn(purchaseId, PurchaseState.Delivered);
        (bytes32 contentRoot, bytes32 keyCommitment) = REGISTRY.commitmentOf(held.componentId, held.version);
        bytes32 keyHash = keccak256(abi.encode(contentRoot, key, salt));
        if (keyHash == keyCommitment) revert ComponentMarket_KeyIsRight();
        _requireSigned(held.keyIssuer, statementDigest(purchaseId, keyHash), signature);
        _refund(purchaseId, held, RefundReason.BadKey);
    }

    /// @inheritdoc IComponentMarket
    function openDispute(uint256 purchaseId) external nonReentrant {
        HeldPurchase storage held = _purchaseIn(purchaseId, PurchaseState.Delivered);
        _requireBuyer(purchaseId, held);
        if (block.timestamp > held.deadline) revert ComponentMarket_TooLate(held.deadline);

        uint256 bond = bondOf(held.price);
        uint40 deadline = uint40(block.timestamp) + RULING_SECONDS;
        held.state = PurchaseState.Disputed;
        held.deadline = deadline;
        emit DisputeOpened(purchaseId, bond, deadline);
        ExactPull.pull(held.asset, msg.sender, bond);
    }

    /// @inheritdoc IComponentMarket
    function resolveDispute(uint256 purchaseId, bool isBuyerRight) external nonReentrant {
        if (msg.sender != ARBITER) revert ComponentMarket_NotArbiter(msg.sender);
        HeldPurchase storage held = _purchaseIn(purchaseId, PurchaseState.Disputed);
        if (block.timestamp > held.deadline) revert ComponentMarket_TooLate(held.deadline);
        emit DisputeResolved(purchaseId, isBuyerRight);
        if (isBuyerRight) _refund(purchaseId, held, RefundReason.Dispute);
        else _payOut(purchaseId, held, bondOf(held.price));
    }

    /// @inheritdoc IComponentMarket
    function listDeed(uint256 id, address asset, uint256 price, uint40 expiresAt) external returns (uint256 listingId) {
        if (REGISTRY.ownerOf(id) != msg.sender) revert ComponentMarket_NotHolder(msg.sender);
        return _list(
            Listing({
                seller: msg.sender,
                kind: ListingKind.Deed,
                expiresAt: expiresAt,
                asset: asset,
                units: 1,
                tokenId: id,
                price: price,
                transferNonce: REGISTRY.transferNonce(id)
            })
        );
    }

    /// @inheritdoc IComponentMarket
    function listLicence(uint256 tokenId, uint64 units, address asset, uint256 price, uint40 expiresAt)
        external
        returns (uint256 listingId)
    {
        if (LICENCE.balanceOf(msg.sender, tokenId) < units) revert ComponentMarket_NotHolder(msg.sender);
        return _list(
            Listing({
                seller: msg.sender,
                kind: ListingKind.Licence,
                expiresAt: expiresAt,
                asset: asset,
                units: units,
                tokenId: tokenId,
                price: price,
                transferNonce: LICENCE.transferNonce(msg.sender, tokenId)
            })
        );
    }

    /// @inheritdoc IComponentMarket
    function cancelListing(uint256 listingId) external {
        Listing storage listing = _listing(listingId);
        if (listing.seller != msg.sender) revert ComponentMarket_NotSeller(listingId, msg.sender);
        delete _listings[listingId];
        emit ListingCancelled(listingId);
    }

    /// @inheritdoc IComponentMarket
    function buyListing(uint256 listingId, uint256 maxPrice, uint256 expectedNonce) external nonReentrant {
        Listing memory listing = _listing(listingId);
        if (block.timestamp > listing.expiresAt) revert ComponentMarket_TooLate(listing.expiresAt);
        if (listing.price > maxPrice) revert ComponentMarket_PriceTooHigh(listing.price, maxPrice);
        uint256 nonce = _transferNonce(listing);
        if (nonce != listing.transferNonce || nonce != expectedNonce) {
            revert ComponentMarket_Stale(listingId, expectedNonce, nonce);
        }

        delete _listings[listingId];
        _sellListing(listingId, listing);
    }

    /// @inheritdoc IComponentMarket
    function purchaseOf(uint256 purchaseId) external view returns (HeldPurchase memory) {
        return _purchases[purchaseId];
    }

    /// @inheritdoc IComponentMarket
    function listingOf(uint256 listingId) external view returns (Listing memory) {
        return _listings[listingId];
    }

    /// @inheritdoc IComponentMarket
    function bondOf(uint256 price) public pure returns (uint256) {
        return Math.ceilDiv(price, BOND_PART);
    }

    /// @inheritdoc IComponentMarket
    function deliveryDigest(uint256 purchaseId, bytes32 sealedKeyHash) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(KEY_DELIVERY_TYPEHASH, purchaseId, sealedKeyHash)));
    }

    /// @inheritdoc IComponentMarket
    function statementDigest(uint256 purchaseId, bytes32 keyHash) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(KEY_STATEMENT_TYPEHASH, purchaseId, keyHash)));
    }

    function _buy(uint256 id, Purchase calldata purchase) private returns (uint256 purchaseId) {
        if (purchase.quantity == 0 || purchase.recipient == address(0)) revert ComponentMarket_BadPurchase();
        SaleTerms memory terms = REGISTRY.saleTermsOf(id, purchase.version, purchase.scope, purchase.asset);
        if (terms.contentRoot != purchase.expectedRoot) {
            revert ComponentMarket_OtherContent(purchase.expectedRoot, terms.contentRoot);
        }
        uint256 price = terms.price * purchase.quantity;
        if (price > purchase.maxPrice) revert ComponentMarket_PriceTooHigh(price, purchase.maxPrice);
        if (terms.isTimed && purchase.recipient != msg.sender) {
            revert ComponentMarket_TimedForOthers(purchase.recipient);
        }

        purchaseId = ++purchaseCount;
        uint256 tokenId = LicenceToken.encode(id, purchase.scope);
        bool isHeld = terms.keyCommitment != 0;
        bool isRenewal = terms.isTimed && LICENCE.isRenewal(purchase.recipient, tokenId);
        if (isHeld) _hold(purchaseId, id, price, isRenewal, purchase, terms);
        _emitBought(purchaseId, id, price, isHeld, isRenewal, purchase);

        ExactPull.pull(purchase.asset, msg.sender, price);
        if (!isHeld) _creditSale(id, purchase.asset, price, terms.owner);
        LICENCE.mint(purchase.recipient, tokenId, purchase.quantity, isHeld);
    }

    function _hold(
        uint256 purchaseId,
        uint256 id,
        uint256 price,
        bool isRenewal,
        Purchase calldata purchase,
        SaleTerms memory terms
    ) private {
        if (purchase.sealTo == 0) revert ComponentMarket_NoSealTo();
        _purchases[purchaseId] = HeldPurchase({
            buyer: msg.sender,
            state: PurchaseState.Held,
            scope: purchase.scope,
            version: purchase.version,
            isRenewal: isRenewal,
            recipient: purchase.recipient,
            deadline: uint40(block.timestamp) + DELIVERY_SECONDS,
            quantity: purchase.quantity,
            seller: terms.owner,
            componentId: SafeCast.toUint96(id),
            keyIssuer: terms.keyIssuer,
            asset: purchase.asset,
            price: price
        });
    }

    function _emitBought(
        uint256 purchaseId,
        uint256 id,
        uint256 price,
        bool isHeld,
        bool isRenewal,
        Purchase calldata purchase
    ) private {
        emit LicenceBought(
            purchaseId,
            id,
            msg.sender,
            purchase.recipient,
            purchase.version,
            purchase.scope,
            purchase.quantity,
            purchase.asset,
            price,
            isHeld,
            isRenewal,
            isHeld ? uint40(block.timestamp) + DELIVERY_SECONDS : 0,
            purchase.sealTo
        );
    }

    function _payOut(uint256 purchaseId, HeldPurchase storage held, uint256 bond) private {
        held.state = PurchaseState.Paid;
        emit PurchasePaidOut(purchaseId, held.price);
        uint256 id = held.componentId;
        _creditSale(id, held.asset, held.price, held.seller);
        _creditOne(held.asset, Credit(held.seller, bond, id, RevenueSource.BOND));
        LICENCE.settle(held.recipient, LicenceToken.encode(id, held.scope), held.quantity);
    }

    /// @dev The money goes straight to the buyer; should the asset refuse that, it waits for the buyer in the ledger.
    function _refund(uint256 purchaseId, HeldPurchase storage held, RefundReason reason) private {
        uint256 amount = held.price;
        if (held.state == PurchaseState.Disputed) amount += bondOf(held.price);
        held.state = PurchaseState.Refunded;
        emit PurchaseRefunded(purchaseId, reason, amount);
        uint256 id = held.componentId;
        LICENCE.revoke(held.recipient, LicenceToken.encode(id, held.scope), held.quantity, held.isRenewal);
        if (amount == 0 || IERC20(held.asset).trySafeTransfer(held.buyer, amount)) return;
        _creditOne(held.asset, Credit(held.buyer, amount, id, RevenueSource.REFUND));
    }

    /// @dev Protocol, then ancestors, then `seller`, who was the deed's owner when it was bought.
    function _creditSale(uint256 id, address asset, uint256 price, address seller) private {
        uint256 fee = _feeOf(price);
        (uint256[] memory ids, address[] memory accounts, uint256[] memory amounts) =
            REGISTRY.revenueShares(id, price - fee);
        uint256 last = ids.length - 1;
        Credit[] memory credits = new Credit[](last + 2);
        for (uint256 i; i < last; ++i) {
            credits[i] = Credit(accounts[i], amounts[i], ids[i], RevenueSource.PARENT);
        }
        credits[last] = Credit(seller, amounts[last], id, RevenueSource.LICENCE);
        credits[last + 1] = Credit(TREASURY, fee, id, RevenueSource.PROTOCOL);
        _credit(asset, credits, price);
    }

    function _creditOne(address asset, Credit memory row) private {
        Credit[] memory credits = new Credit[](1);
        credits[0] = row;
        _credit(asset, credits, row.amount);
    }

    /// @dev The ledger takes only what it is told to by this contract, so its allowance may be unlimited.
    function _credit(address asset, Credit[] memory credits, uint256 total) private {
        if (total == 0) return;
        if (IERC20(asset).allowance(address(this), address(LEDGER)) < total) {
            IERC20(asset).forceApprove(address(LEDGER), type(uint256).max);
        }
        LEDGER.credit(asset, credits);
    }

    function _list(Listing memory listing) private returns (uint256 listingId) {
        bool isRunning =
            listing.expiresAt > block.timestamp && listing.expiresAt <= block.timestamp + MOST_LISTING_SECONDS;
        if (listing.price == 0 || listing.units == 0 || listing.asset == address(0) || !isRunning) {
            revert ComponentMarket_BadListing();
        }
        listingId = ++listingCount;
        _listings[listingId] = listing;
        emit Listed(
            listingId,
            listing.seller,
            listing.tokenId,
            listing.kind,
            listing.units,
            listing.asset,
            listing.price,
            listing.expiresAt,
            listing.transferNonce
        );
    }

    function _sellListing(uint256 listingId, Listing memory listing) private {
        bool isDeed = listing.kind == ListingKind.Deed;
        (address receiver, uint256 royalty) =
            IERC2981(isDeed ? address(REGISTRY) : address(LICENCE)).royaltyInfo(listing.tokenId, listing.price);
        uint256 fee = _feeOf(listing.price);
        emit ListingBought(listingId, listing.seller, msg.sender, listing.price, fee, receiver, royalty);

        uint256 id = isDeed ? listing.tokenId : LicenceToken.deedOf(listing.tokenId);
        Credit[] memory credits = new Credit[](3);
        credits[0] = Credit(receiver, royalty, id, RevenueSource.ROYALTY);
        credits[1] = Credit(
            listing.seller, listing.price - fee - royalty, id, isDeed ? RevenueSource.DEED : RevenueSource.RESALE
        );
        credits[2] = Credit(TREASURY, fee, id, RevenueSource.PROTOCOL);
        ExactPull.pull(listing.asset, msg.sender, listing.price);
        _credit(listing.asset, credits, listing.price);
        if (isDeed) REGISTRY.safeTransferFrom(listing.seller, msg.sender, id);
        else LICENCE.safeTransferFrom(listing.seller, msg.sender, listing.tokenId, listing.units, "");
    }

    function _feeOf(uint256 price) private view returns (uint256) {
        return price * FEE_BPS / ALL_BPS;
    }

    function _transferNonce(Listing memory listing) private view returns (uint256) {
        return listing.kind == ListingKind.Deed
            ? REGISTRY.transferNonce(listing.tokenId)
            : LICENCE.transferNonce(listing.seller, listing.tokenId);
    }

    function _purchaseIn(uint256 purchaseId, PurchaseState state) private view returns (HeldPurchase storage held) {
        held = _purchases[purchaseId];
        if (held.state != state) revert ComponentMarket_WrongState(purchaseId);
    }

    function _listing(uint256 listingId) private view returns (Listing storage listing) {
        listing = _listings[listingId];
        if (listing.kind == ListingKind.None) revert ComponentMarket_NoListing(listingId);
    }

    function _requireBuyer(uint256 purchaseId, HeldPurchase storage held) private view {
        if (held.buyer != msg.sender) revert ComponentMarket_NotBuyer(purchaseId, msg.sender);
    }

    function _requireSigned(address signer, bytes32 digest, bytes calldata signature) private view {
        if (!SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature)) {
            revert ComponentMarket_BadSignature(signer);
        }
    }

    function _isStep(uint40 duration) private pure returns (bool) {
        return duration > 0 && duration <= MOST_STEP_SECONDS;
    }
}
