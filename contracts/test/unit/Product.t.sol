// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MintTerms} from "../../src/types/ComponentTypes.sol";
import {PurchaseState, Voucher} from "../../src/types/MarketTypes.sol";
import {ProductTest} from "../setup/ProductTest.sol";

contract ProductJourneyTest is ProductTest {
    function test_A_public_component_is_sold_and_its_creator_claims_the_money() public {
        uint256 id = mintDeed(publicTerms());
        buy(alice, id, 2);
        assertEq(licence.seatsOf(alice, id), 2);
        assertEq(owedUsd(TREASURY), 1e6);
        assertEq(owedUsd(creator), 39e6);
        vm.prank(creator);
        ledger.claim(address(usd));
        assertEq(usd.balanceOf(creator), 39e6);
    }

    function test_A_private_component_is_minted_lazily_held_delivered_and_confirmed() public {
        MintTerms memory terms = privateTerms();
        Voucher memory voucher = voucherOf(terms, 1);
        vm.prank(alice);
        (uint256 id, uint256 purchaseId) = market.buySigned(terms, voucher, purchaseOf(0, alice, 1));
        assertEq(registry.ownerOf(id), creator);
        assertEq(usd.balanceOf(address(market)), PRICE);
        deliver(purchaseId);
        vm.prank(alice);
        market.confirmKey(purchaseId);
        assertTrue(market.purchaseOf(purchaseId).state == PurchaseState.Paid);
        assertEq(usd.balanceOf(address(market)), 0);
        assertEq(owedUsd(creator), PRICE - PRICE * FEE_BPS / 10_000);
        assertEq(licence.lockedUnits(alice, seatToken(id)), 0);
    }
}
