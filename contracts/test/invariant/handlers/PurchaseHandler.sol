// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MintTerms, SaleTerms, ScopeTerms} from "../../../src/types/ComponentTypes.sol";
import {HeldPurchase, Purchase, PurchaseState, Voucher} from "../../../src/types/MarketTypes.sol";
import {DecimalsToken} from "../../mocks/DecimalsToken.sol";
import {DeedHandler} from "./DeedHandler.sol";

/// @notice Buying licences, and what follows for private content.
abstract contract PurchaseHandler is DeedHandler {
    function buy(uint256 seed, uint256 buyerSeed, uint256 quantity) external {
        uint256 id = deedOf(seed);
        if (id == 0) return;
        Purchase memory purchase = purchaseOf(id, seed, personOf(buyerSeed));
        purchase.quantity = uint64(quantity % 4 + 1);
        _buy(purchase, personOf(buyerSeed));
    }

    function buySigned(uint256 seed, uint256 shape, uint256 buyerSeed) external {
        if (registry.deedCount() >= MOST_DEEDS) return;
        MintTerms memory terms = termsOf(seed, shape);
        terms.scopes[0].supplyCap = 0;
        uint256 deadline = block.timestamp + 1;
        bytes32 digest = registry.voucherDigest(terms, ++nonce, deadline);
        Voucher memory voucher = Voucher(nonce, deadline, sign(keyOf[terms.creator], digest));
        address buyer = personOf(buyerSeed);
        Purchase memory purchase;
        purchase.version = 1;
        purchase.quantity = 1;
        purchase.asset = terms.offers[0].asset;
        purchase.maxPrice = terms.offers[0].price;
        purchase.expectedRoot = terms.version.contentRoot;
        purchase.recipient = buyer;
        purchase.sealTo = "x25519";
        pay(DecimalsToken(purchase.asset), buyer, address(market), purchase.maxPrice);
        vm.prank(buyer);
        (purchase.id,) = market.buySigned(terms, voucher, purchase);
        noteDeed();
        noteBought(purchase, purchase.maxPrice, terms.version.keyCommitment != 0, false);
    }

    function deliver(uint256 seed) external {
        (uint256 purchaseId,, HeldPurchase memory held) = openPurchase(seed);
        if (held.state != PurchaseState.Held || block.timestamp > held.deadline) return;
        bytes memory signature = sign(issuerKey, market.deliveryDigest(purchaseId, keccak256("sealed")));
        market.deliverKey(purchaseId, "sealed", signature);
        advance(purchaseId, PurchaseState.Delivered);
    }

    function confirmOrPayOut(uint256 seed) external {
        (uint256 purchaseId, uint256 index, HeldPurchase memory held) = openPurchase(seed);
        if (held.state != PurchaseState.Delivered) return;
        uint256 owed = ledger.totalOwed(held.asset);
        if (block.timestamp > held.deadline) {
            market.payOut(purchaseId);
        } else {
            vm.prank(held.buyer);
            market.confirmKey(purchaseId);
        }
        assertEq(ledger.totalOwed(held.asset) - owed, held.price, "parts of a sale differ from its price");
        heldNow[held.asset] -= held.price;
        close(purchaseId, index, held, PurchaseState.Paid);
    }

    function refundLate(uint256 seed) external {
        (uint256 purchaseId, uint256 index, HeldPurchase memory held) = openPurchase(seed);
        bool isDisputed = held.state == PurchaseState.Disputed;
        if (!isDisputed && held.state != PurchaseState.Held) return;
        if (block.timestamp <= held.deadline) return;
        market.refund(purchaseId);
        noteRefund(held, isDisputed);
        close(purchaseId, index, held, PurchaseState.Refunded);
    }

    function refundBadKey(uint256 seed, bytes32 key) external {
        (uint256 purchaseId, uint256 index, HeldPurchase memory held) = openPurchase(seed);
        if (held.state != PurchaseState.Delivered || key == KEY || seed % 3 != 0) return;
        (bytes32 root,) = registry.commitmentOf(held.componentId, held.version);
        bytes32 digest = market.statementDigest(purchaseId, keccak256(abi.encode(root, key, SALT)));
        market.refundBadKey(purchaseId, key, SALT, sign(issuerKey, digest));
        noteRefund(held, false);
        close(purchaseId, index, held, PurchaseState.Refunded);
    }

    function dispute(uint256 seed) external {
        (uint256 purchaseId,, HeldPurchase memory held) = openPurchase(seed);
        if (held.state != PurchaseState.Delivered || block.timestamp > held.deadline) return;
        uint256 bond = market.bondOf(held.price);
        pay(DecimalsToken(held.asset), held.buyer, address(market), bond);
        vm.prank(held.buyer);
        market.openDispute(purchaseId);
        heldNow[held.asset] += bond;
        advance(purchaseId, PurchaseState.Disputed);
    }

    function rule(uint256 seed, bool isBuyerRight) external {
        (uint256 purchaseId, uint256 index, HeldPurchase memory held) = openPurchase(seed);
        if (held.state != PurchaseState.Disputed || block.timestamp > held.deadline) return;
        vm.prank(arbiter);
        market.resolveDispute(purchaseId, isBuyerRight);
        if (isBuyerRight) {
            noteRefund(held, true);
            close(purchaseId, index, held, PurchaseState.Refunded);
        } else {
            heldNow[held.asset] -= held.price + market.bondOf(held.price);
            close(purchaseId, index, held, PurchaseState.Paid);
        }
    }

    /// @dev Whoever is not asked can't move a purchase, whatever its state.
    function meddle(uint256 seed) external {
        (uint256 purchaseId,, HeldPurchase memory held) = openPurchase(seed);
        if (held.state == PurchaseState.None) return;
        vm.startPrank(address(0xBAD));
        expectRefusal(abi.encodeCall(market.confirmKey, (purchaseId)));
        expectRefusal(abi.encodeCall(market.openDispute, (purchaseId)));
        expectRefusal(abi.encodeCall(market.resolveDispute, (purchaseId, true)));
        expectRefusal(abi.encodeCall(market.deliverKey, (purchaseId, "x", new bytes(65))));
        expectRefusal(abi.encodeCall(market.refundBadKey, (purchaseId, "x", SALT, new bytes(65))));
        vm.stopPrank();
    }

    function openPurchase(uint256 seed)
        internal
        view
        returns (uint256 purchaseId, uint256 index, HeldPurchase memory held)
    {
        if (openPurchases.length == 0) return (0, 0, held);
        index = seed % openPurchases.length;
        purchaseId = openPurchases[index];
        held = market.purchaseOf(purchaseId);
    }

    function _buy(Purchase memory purchase, address buyer) private {
        uint256 tokenId = purchase.id << 8;
        SaleTerms memory sale = registry.saleTermsOf(purchase.id, purchase.version, 0, purchase.asset);
        if (sale.isTimed) {
            if (licence.heldUnits(buyer, tokenId) > 0) return;
            if (licence.isRenewal(buyer, tokenId)) purchase.quantity = uint64(licence.balanceOf(buyer, tokenId));
        }
        bool isRenewal = licence.isRenewal(buyer, tokenId);
        uint256 runOut = sale.isTimed && !isRenewal ? licence.balanceOf(buyer, tokenId) : 0;
        ScopeTerms memory scope = registry.scopeTermsOf(purchase.id, 0);
        uint256 price = sale.price * purchase.quantity;
        purchase.maxPrice = price;
        uint256 owed = ledger.totalOwed(purchase.asset);
        pay(DecimalsToken(purchase.asset), buyer, address(market), price);
        vm.prank(buyer);
        if (!isRenewal && scope.supplyCap > 0 && units[tokenId] - runOut + purchase.quantity > scope.supplyCap) {
            vm.expectRevert();
            market.buyLicence(purchase);
            takeBack(DecimalsToken(purchase.asset), buyer, price);
            ++done["soldOut"];
            return;
        }
        market.buyLicence(purchase);
        units[tokenId] -= runOut;
        bool isHeld = sale.keyCommitment != 0;
        assertEq(ledger.totalOwed(purchase.asset) - owed, isHeld ? 0 : price, "parts of a sale differ from its price");
        noteBought(purchase, price, isHeld, isRenewal);
    }

    function noteBought(Purchase memory purchase, uint256 price, bool isHeld, bool isRenewal) private {
        uint256 tokenId = purchase.id << 8;
        if (!isRenewal) units[tokenId] += purchase.quantity;
        ++done[isRenewal ? bytes32("renewal") : bytes32("buy")];
        if (!isHeld) return;
        uint256 purchaseId = market.purchaseCount();
        openPurchases.push(purchaseId);
        heldNow[purchase.asset] += price;
        heldUnits[tokenId][purchase.recipient] += purchase.quantity;
        stateOf[purchaseId] = PurchaseState.Held;
    }

    function purchaseOf(uint256 id, uint256 seed, address buyer) private view returns (Purchase memory purchase) {
        purchase.id = id;
        purchase.version = uint32(1 + (seed >> 64) % registry.versionCount(id));
        purchase.asset = address(assetOf(seed >> 128));
        (purchase.expectedRoot,) = registry.commitmentOf(id, purchase.version);
        purchase.recipient = buyer;
        purchase.sealTo = "x25519";
    }

    function noteRefund(HeldPurchase memory held, bool hasBond) private {
        uint256 amount = held.price + (hasBond ? market.bondOf(held.price) : 0);
        heldNow[held.asset] -= amount;
        sentBack[held.asset] += amount;
        if (!held.isRenewal) units[uint256(held.componentId) << 8] -= held.quantity;
    }

    function advance(uint256 purchaseId, PurchaseState state) private {
        stateOf[purchaseId] = state;
        ++done[bytes32(uint256(state))];
    }

    function close(uint256 purchaseId, uint256 index, HeldPurchase memory held, PurchaseState state) private {
        heldUnits[uint256(held.componentId) << 8][held.recipient] -= held.quantity;
        advance(purchaseId, state);
        remove(openPurchases, index);
    }

    function expectRefusal(bytes memory input) private {
        (bool isDone,) = address(market).call(input);
        assertFalse(isDone, "somebody else moved a purchase");
    }
}
