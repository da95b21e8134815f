// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IComponentMarket} from "../../src/interfaces/IComponentMarket.sol";
import {IRevenueLedger} from "../../src/interfaces/IRevenueLedger.sol";
import {RevenueSource} from "../../src/libraries/RevenueSource.sol";
import {HeldPurchase, PurchaseState, RefundReason} from "../../src/types/MarketTypes.sol";
import {ProductTest} from "../setup/ProductTest.sol";

contract MarketDeliveryTest is ProductTest {
    uint256 private id;
    uint256 private purchaseId;
    uint256 private start;
    uint256 private before;

    function setUp() public override {
        super.setUp();
        start = block.timestamp;
        id = mintDeed(privateTerms());
        before = usd.balanceOf(alice);
        purchaseId = buy(alice, id, 3);
    }

    function test_A_private_purchase_is_held() public view {
        HeldPurchase memory held = market.purchaseOf(purchaseId);
        assertEq(held.buyer, alice);
        assertEq(held.recipient, alice);
        assertTrue(held.state == PurchaseState.Held);
        assertEq(held.scope, SEAT);
        assertEq(held.version, 1);
        assertEq(held.quantity, 3);
        assertEq(held.seller, creator);
        assertEq(held.keyIssuer, issuer);
        assertEq(held.componentId, id);
        assertEq(held.asset, address(usd));
        assertEq(held.price, 3 * PRICE);
        assertEq(held.deadline, start + DELIVERY);
        assertFalse(held.isRenewal);
        assertEq(usd.balanceOf(address(market)), 3 * PRICE);
        assertEq(ledger.totalOwed(address(usd)), 0);
        assertTrue(licence.isLicensed(alice, id, SEAT));
    }

    function test_A_delivered_key_is_published_and_starts_the_challenge_time() public {
        vm.warp(start + DELIVERY);
        bytes memory signature = sign(issuerKey, market.deliveryDigest(purchaseId, keccak256("sealed")));
        vm.expectEmit();
        emit IComponentMarket.KeyDelivered(purchaseId, "sealed", uint40(start) + DELIVERY + CHALLENGE);
        vm.prank(bob);
        market.deliverKey(purchaseId, "sealed", signature);
        assertTrue(market.purchaseOf(purchaseId).state == PurchaseState.Delivered);
        expectWrongState();
        market.deliverKey(purchaseId, "sealed", signature);
    }

    function test_A_key_is_not_delivered_after_the_deadline() public {
        vm.warp(start + DELIVERY + 1);
        bytes memory signature = sign(issuerKey, market.deliveryDigest(purchaseId, keccak256("sealed")));
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_TooLate.selector, start + DELIVERY));
        market.deliverKey(purchaseId, "sealed", signature);
    }

    function test_A_sealed_key_has_one_to_512_bytes() public {
        bytes memory long = new bytes(513);
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_BadSealedKey.selector, 513));
        market.deliverKey(purchaseId, long, "");
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_BadSealedKey.selector, 0));
        market.deliverKey(purchaseId, "", "");
        long = new bytes(512);
        market.deliverKey(purchaseId, long, sign(issuerKey, market.deliveryDigest(purchaseId, keccak256(long))));
    }

    function test_The_buyer_confirms_and_everybody_is_paid() public {
        expectWrongStateOf(alice);
        market.confirmKey(purchaseId);
        deliver(purchaseId);
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_NotBuyer.selector, purchaseId, creator));
        vm.prank(creator);
        market.confirmKey(purchaseId);
        vm.expectEmit();
        emit IComponentMarket.PurchasePaidOut(purchaseId, 3 * PRICE);
        vm.prank(alice);
        market.confirmKey(purchaseId);
        assertPaid();
    }

    function test_Anybody_pays_out_after_the_challenge_time_and_not_before() public {
        deliver(purchaseId);
        vm.warp(start + CHALLENGE);
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_TooEarly.selector, start + CHALLENGE));
        market.payOut(purchaseId);
        vm.warp(start + CHALLENGE + 1);
        vm.prank(bob);
        market.payOut(purchaseId);
        assertPaid();
        expectWrongState();
        market.payOut(purchaseId);
    }

    function test_A_key_that_never_came_gives_the_money_back_and_takes_the_licence() public {
        vm.warp(start + DELIVERY);
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_TooEarly.selector, start + DELIVERY));
        market.refund(purchaseId);
        vm.warp(start + DELIVERY + 1);
        vm.expectEmit();
        emit IComponentMarket.PurchaseRefunded(purchaseId, RefundReason.Undelivered, 3 * PRICE);
        vm.prank(bob);
        market.refund(purchaseId);
        assertRefunded();
        expectWrongState();
        market.refund(purchaseId);
    }

    function test_A_delivered_purchase_is_not_refunded_for_being_late() public {
        deliver(purchaseId);
        vm.warp(start + 1000 days);
        expectWrongState();
        market.refund(purchaseId);
    }

    function test_A_wrong_key_proves_itself_and_gives_the_money_back() public {
        bytes32 wrong = keccak256("wrong key");
        bytes memory statement =
            sign(issuerKey, market.statementDigest(purchaseId, keccak256(abi.encode(ROOT, wrong, SALT))));
        expectWrongState();
        market.refundBadKey(purchaseId, wrong, SALT, statement);
        deliver(purchaseId);
        vm.expectEmit();
        emit IComponentMarket.PurchaseRefunded(purchaseId, RefundReason.BadKey, 3 * PRICE);
        market.refundBadKey(purchaseId, wrong, SALT, statement);
        assertRefunded();
    }

    function test_The_right_key_gives_nothing_back() public {
        deliver(purchaseId);
        bytes memory statement =
            sign(issuerKey, market.statementDigest(purchaseId, keccak256(abi.encode(ROOT, KEY, SALT))));
        vm.expectRevert(IComponentMarket.ComponentMarket_KeyIsRight.selector);
        market.refundBadKey(purchaseId, KEY, SALT, statement);
    }

    function test_A_wrong_key_that_the_issuer_did_not_state_gives_nothing_back() public {
        deliver(purchaseId);
        bytes memory statement =
            sign(issuerKey, market.statementDigest(purchaseId, keccak256(abi.encode(ROOT, KEY, SALT))));
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_BadSignature.selector, issuer));
        market.refundBadKey(purchaseId, keccak256("made up"), SALT, statement);
    }

    function test_A_dispute_that_the_buyer_wins_gives_price_and_bond_back() public {
        openDispute();
        vm.expectEmit();
        emit IComponentMarket.DisputeResolved(purchaseId, true);
        vm.expectEmit();
        emit IComponentMarket.PurchaseRefunded(purchaseId, RefundReason.Dispute, 3 * PRICE + 6e6);
        vm.prank(ARBITER);
        market.resolveDispute(purchaseId, true);
        assertRefunded();
    }

    function test_A_dispute_that_the_seller_wins_pays_price_and_bond() public {
        openDispute();
        vm.expectEmit(address(ledger));
        emit IRevenueLedger.Credited(address(usd), creator, address(market), 6e6, id, RevenueSource.BOND);
        vm.prank(ARBITER);
        market.resolveDispute(purchaseId, false);
        assertTrue(market.purchaseOf(purchaseId).state == PurchaseState.Paid);
        assertEq(owedUsd(creator), 58_500_000 + 6e6);
        assertEq(owedUsd(TREASURY), 1_500_000);
        assertEq(usd.balanceOf(address(market)), 0);
        assertEq(licence.lockedUnits(alice, seatToken(id)), 0);
    }

    function test_A_dispute_without_a_ruling_gives_price_and_bond_back() public {
        openDispute();
        uint256 end = block.timestamp + 14 days;
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_TooEarly.selector, end));
        market.refund(purchaseId);
        vm.warp(end + 1);
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_TooLate.selector, end));
        vm.prank(ARBITER);
        market.resolveDispute(purchaseId, false);
        vm.expectEmit();
        emit IComponentMarket.PurchaseRefunded(purchaseId, RefundReason.DisputeTimeout, 3 * PRICE + 6e6);
        vm.prank(bob);
        market.refund(purchaseId);
        assertRefunded();
    }

    function test_Only_the_arbiter_rules_and_only_open_disputes() public {
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_NotArbiter.selector, alice));
        vm.prank(alice);
        market.resolveDispute(purchaseId, true);
        expectWrongStateOf(ARBITER);
        market.resolveDispute(purchaseId, true);
    }

    function test_Only_the_buyer_disputes_and_only_within_the_challenge_time() public {
        expectWrongStateOf(alice);
        market.openDispute(purchaseId);
        deliver(purchaseId);
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_NotBuyer.selector, purchaseId, bob));
        vm.prank(bob);
        market.openDispute(purchaseId);
        vm.warp(start + CHALLENGE + 1);
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_TooLate.selector, start + CHALLENGE));
        vm.prank(alice);
        market.openDispute(purchaseId);
    }

    function test_Nothing_else_happens_to_a_disputed_purchase() public {
        openDispute();
        vm.warp(start + CHALLENGE + 1);
        expectWrongState();
        market.payOut(purchaseId);
        expectWrongStateOf(alice);
        market.confirmKey(purchaseId);
        expectWrongStateOf(alice);
        market.openDispute(purchaseId);
        expectWrongState();
        market.refundBadKey(purchaseId, KEY, SALT, "");
    }

    function test_The_bond_is_a_tenth_rounded_up() public view {
        assertEq(market.bondOf(0), 0);
        assertEq(market.bondOf(1), 1);
        assertEq(market.bondOf(10), 1);
        assertEq(market.bondOf(11), 2);
        assertEq(market.bondOf(type(uint256).max), type(uint256).max / 10 + 1);
    }

    function test_A_deed_sold_meanwhile_neither_moves_the_money_nor_who_may_deliver() public {
        vm.prank(creator);
        registry.transferFrom(creator, bob, id);
        (address otherIssuer, uint256 otherKey) = makeAddrAndKey("other issuer");
        vm.prank(bob);
        registry.setKeyIssuer(id, otherIssuer);
        bytes memory signature = sign(otherKey, market.deliveryDigest(purchaseId, keccak256("sealed")));
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_BadSignature.selector, issuer));
        market.deliverKey(purchaseId, "sealed", signature);
        deliver(purchaseId);
        vm.prank(alice);
        market.confirmKey(purchaseId);
        assertPaid();
        assertEq(owedUsd(bob), 0);
    }

    function test_A_gift_is_refunded_to_who_paid_and_taken_from_who_holds_it() public {
        vm.prank(alice);
        uint256 gift = market.buyLicence(purchaseOf(id, bob, 1));
        assertEq(licence.seatsOf(bob, id), 1);
        deliver(gift);
        expectNotBuyer(gift, bob);
        market.confirmKey(gift);
        bytes32 wrong = keccak256("wrong key");
        market.refundBadKey(
            gift, wrong, SALT, sign(issuerKey, market.statementDigest(gift, keccak256(abi.encode(ROOT, wrong, SALT))))
        );
        assertEq(licence.seatsOf(bob, id), 0);
        assertEq(usd.balanceOf(alice), before - 3 * PRICE);
    }

    function test_A_free_private_licence_goes_the_same_way_without_money() public {
        vm.prank(creator);
        registry.setOffer(id, SEAT, address(usd), 0);
        address poor = makeAddr("poor");
        uint256 free = buy(poor, id, 1);
        deliver(free);
        vm.prank(poor);
        market.openDispute(free);
        vm.prank(ARBITER);
        market.resolveDispute(free, true);
        assertEq(licence.seatsOf(poor, id), 0);
        free = buy(poor, id, 1);
        deliver(free);
        vm.prank(poor);
        market.confirmKey(free);
        assertEq(licence.seatsOf(poor, id), 1);
    }

    function openDispute() private {
        deliver(purchaseId);
        vm.expectEmit();
        emit IComponentMarket.DisputeOpened(purchaseId, 6e6, uint40(block.timestamp) + 14 days);
        vm.prank(alice);
        market.openDispute(purchaseId);
        assertEq(usd.balanceOf(address(market)), 3 * PRICE + 6e6);
    }

    function assertPaid() private view {
        assertTrue(market.purchaseOf(purchaseId).state == PurchaseState.Paid);
        assertEq(owedUsd(creator), 58_500_000);
        assertEq(owedUsd(TREASURY), 1_500_000);
        assertEq(usd.balanceOf(address(market)), 0);
        assertEq(licence.lockedUnits(alice, seatToken(id)), 0);
        assertEq(licence.seatsOf(alice, id), 3);
    }

    function assertRefunded() private view {
        assertTrue(market.purchaseOf(purchaseId).state == PurchaseState.Refunded);
        assertEq(usd.balanceOf(alice), before);
        assertEq(usd.balanceOf(address(market)), 0);
        assertEq(ledger.totalOwed(address(usd)), 0);
        assertEq(licence.seatsOf(alice, id), 0);
        assertEq(licence.totalSupply(seatToken(id)), 0);
        assertEq(licence.heldUnits(alice, seatToken(id)), 0);
    }

    function expectWrongState() private {
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_WrongState.selector, purchaseId));
    }

    function expectWrongStateOf(address caller) private {
        expectWrongState();
        vm.prank(caller);
    }

    function expectNotBuyer(uint256 purchase, address caller) private {
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_NotBuyer.selector, purchase, caller));
        vm.prank(caller);
    }
}
