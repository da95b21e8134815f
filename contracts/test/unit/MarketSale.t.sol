// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ComponentLicence} from "../../src/ComponentLicence.sol";
import {ComponentMarket} from "../../src/ComponentMarket.sol";
import {IComponentMarket} from "../../src/interfaces/IComponentMarket.sol";
import {IComponentRegistry} from "../../src/interfaces/IComponentRegistry.sol";
import {IRevenueLedger} from "../../src/interfaces/IRevenueLedger.sol";
import {RevenueSource} from "../../src/libraries/RevenueSource.sol";
import {MintTerms, VersionTerms} from "../../src/types/ComponentTypes.sol";
import {Purchase, PurchaseState} from "../../src/types/MarketTypes.sol";
import {SmartWallet} from "../mocks/SmartWallet.sol";
import {ProductTest} from "../setup/ProductTest.sol";
import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

contract MarketSaleTest is ProductTest {
    function test_A_public_sale_pays_the_protocol_and_the_owner_at_once() public {
        uint256 id = mintDeed(publicTerms());
        vm.expectEmit(address(market));
        emit IComponentMarket.LicenceBought(
            1, id, alice, alice, 1, SEAT, 2, address(usd), 2 * PRICE, false, false, 0, SEAL_TO
        );
        vm.expectEmit(address(ledger));
        emit IRevenueLedger.Credited(address(usd), creator, address(market), 39e6, id, RevenueSource.LICENCE);
        vm.expectEmit(address(ledger));
        emit IRevenueLedger.Credited(address(usd), TREASURY, address(market), 1e6, id, RevenueSource.PROTOCOL);
        assertEq(buy(alice, id, 2), 1);
        assertEq(usd.balanceOf(address(market)), 0);
        assertEq(usd.balanceOf(address(ledger)), 2 * PRICE);
        assertTrue(market.purchaseOf(1).state == PurchaseState.None);
        assertEq(market.purchaseCount(), 1);
    }

    function test_A_licence_is_bought_for_somebody_else() public {
        uint256 id = mintDeed(publicTerms());
        vm.prank(alice);
        market.buyLicence(purchaseOf(id, bob, 1));
        assertEq(licence.seatsOf(bob, id), 1);
        assertEq(licence.seatsOf(alice, id), 0);
    }

    function test_A_free_licence_costs_nothing_and_moves_no_money() public {
        MintTerms memory terms = publicTerms();
        terms.offers[0].price = 0;
        uint256 id = mintDeed(terms);
        address poor = makeAddr("poor");
        buy(poor, id, 1);
        assertEq(licence.seatsOf(poor, id), 1);
        assertEq(ledger.totalOwed(address(usd)), 0);
    }

    function test_A_price_that_rose_after_the_buyer_looked_is_refused() public {
        uint256 id = mintDeed(publicTerms());
        Purchase memory purchase = purchaseOf(id, alice, 2);
        vm.prank(creator);
        registry.setOffer(id, SEAT, address(usd), PRICE + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IComponentMarket.ComponentMarket_PriceTooHigh.selector, 2 * PRICE + 2, 2 * PRICE)
        );
        vm.prank(alice);
        market.buyLicence(purchase);
    }

    function test_A_price_that_fell_is_the_price_paid() public {
        uint256 id = mintDeed(publicTerms());
        Purchase memory purchase = purchaseOf(id, alice, 1);
        vm.prank(creator);
        registry.setOffer(id, SEAT, address(usd), 1e6);
        uint256 before = usd.balanceOf(alice);
        vm.prank(alice);
        market.buyLicence(purchase);
        assertEq(before - usd.balanceOf(alice), 1e6);
    }

    function test_Content_other_than_the_buyer_saw_is_refused() public {
        uint256 id = mintDeed(publicTerms());
        VersionTerms memory second = publicVersion();
        second.contentRoot = keccak256("second");
        vm.prank(creator);
        registry.appendVersion(id, second);
        Purchase memory purchase = purchaseOf(id, alice, 1);
        purchase.version = 2;
        vm.startPrank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IComponentMarket.ComponentMarket_OtherContent.selector, ROOT, second.contentRoot)
        );
        market.buyLicence(purchase);
        purchase.expectedRoot = second.contentRoot;
        market.buyLicence(purchase);
        vm.stopPrank();
    }

    function test_What_is_not_offered_is_not_sold() public {
        uint256 id = mintDeed(publicTerms());
        Purchase memory purchase = purchaseOf(id, alice, 1);
        vm.startPrank(alice);
        purchase.scope = DOMAIN;
        vm.expectPartialRevert(IComponentRegistry.ComponentRegistry_NotOffered.selector);
        market.buyLicence(purchase);
        purchase.scope = SEAT;
        purchase.asset = address(licence);
        vm.expectPartialRevert(IComponentRegistry.ComponentRegistry_NotOffered.selector);
        market.buyLicence(purchase);
        purchase.asset = address(usd);
        purchase.version = 2;
        vm.expectPartialRevert(IComponentRegistry.ComponentRegistry_NoVersion.selector);
        market.buyLicence(purchase);
        purchase.id = 2;
        vm.expectPartialRevert(IComponentRegistry.ComponentRegistry_NoDeed.selector);
        market.buyLicence(purchase);
        vm.stopPrank();
        vm.prank(creator);
        registry.removeOffer(id, SEAT, address(usd));
        vm.expectPartialRevert(IComponentRegistry.ComponentRegistry_NotOffered.selector);
        buy(alice, id, 1);
    }

    function test_Nothing_and_nobody_are_refused() public {
        uint256 id = mintDeed(publicTerms());
        Purchase memory purchase = purchaseOf(id, alice, 0);
        vm.startPrank(alice);
        vm.expectRevert(IComponentMarket.ComponentMarket_BadPurchase.selector);
        market.buyLicence(purchase);
        purchase = purchaseOf(id, address(0), 1);
        vm.expectRevert(IComponentMarket.ComponentMarket_BadPurchase.selector);
        market.buyLicence(purchase);
        vm.stopPrank();
    }

    function test_A_private_purchase_names_a_key_to_seal_to() public {
        uint256 id = mintDeed(privateTerms());
        Purchase memory purchase = purchaseOf(id, alice, 1);
        purchase.sealTo = 0;
        vm.expectRevert(IComponentMarket.ComponentMarket_NoSealTo.selector);
        vm.prank(alice);
        market.buyLicence(purchase);
    }

    function test_A_contract_that_cannot_hold_licences_pays_nothing() public {
        uint256 id = mintDeed(publicTerms());
        vm.expectRevert(abi.encodeWithSelector(IERC1155Errors.ERC1155InvalidReceiver.selector, address(usd)));
        vm.prank(alice);
        market.buyLicence(purchaseOf(id, address(usd), 1));
        assertEq(usd.balanceOf(alice), 1_000_000e6);
    }

    function test_A_contract_that_holds_licences_buys() public {
        uint256 id = mintDeed(publicTerms());
        SmartWallet wallet = new SmartWallet(alice);
        usd.mint(address(wallet), PRICE);
        wallet.call(address(usd), abi.encodeCall(usd.approve, (address(market), PRICE)));
        wallet.call(address(market), abi.encodeCall(market.buyLicence, (purchaseOf(id, address(wallet), 1))));
        assertEq(licence.seatsOf(address(wallet), id), 1);
    }

    function test_Credited_money_stays_with_who_earned_it_when_the_deed_moves() public {
        uint256 id = mintDeed(publicTerms());
        buy(alice, id, 1);
        uint256 earned = owedUsd(creator);
        vm.prank(creator);
        registry.transferFrom(creator, bob, id);
        assertEq(owedUsd(creator), earned);
        assertEq(owedUsd(bob), 0);
        buy(alice, id, 1);
        assertEq(owedUsd(creator), earned);
        assertEq(owedUsd(bob), earned);
    }

    function test_A_market_needs_a_treasury_an_arbiter_and_sane_bounds() public {
        expectBadSetup(ComponentMarket.Setup(address(0), 0, 1, 1, ARBITER));
        expectBadSetup(ComponentMarket.Setup(TREASURY, 0, 1, 1, address(0)));
        expectBadSetup(ComponentMarket.Setup(TREASURY, 501, 1, 1, ARBITER));
        expectBadSetup(ComponentMarket.Setup(TREASURY, 500, 0, 1, ARBITER));
        expectBadSetup(ComponentMarket.Setup(TREASURY, 500, 1, 0, ARBITER));
        expectBadSetup(ComponentMarket.Setup(TREASURY, 500, 30 days + 1, 1, ARBITER));
        expectBadSetup(ComponentMarket.Setup(TREASURY, 500, 1, 30 days + 1, ARBITER));
    }

    function test_A_market_that_the_licences_do_not_name_is_not_deployed() public {
        vm.expectRevert(IComponentMarket.ComponentMarket_BadSetup.selector);
        new ComponentMarket(
            registry, licence, ledger, ComponentMarket.Setup(TREASURY, FEE_BPS, DELIVERY, CHALLENGE, ARBITER)
        );
    }

    function test_A_market_says_what_it_was_made_with() public view {
        assertEq(market.TREASURY(), TREASURY);
        assertEq(market.ARBITER(), ARBITER);
        assertEq(market.FEE_BPS(), FEE_BPS);
        assertEq(market.DELIVERY_SECONDS(), DELIVERY);
        assertEq(market.CHALLENGE_SECONDS(), CHALLENGE);
        assertEq(address(market.REGISTRY()), address(registry));
        assertEq(address(market.LICENCE()), address(licence));
        assertEq(address(market.LEDGER()), address(ledger));
    }

    function expectBadSetup(ComponentMarket.Setup memory setup) private {
        ComponentLicence named =
            new ComponentLicence(registry, vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1));
        vm.expectRevert(IComponentMarket.ComponentMarket_BadSetup.selector);
        new ComponentMarket(registry, named, ledger, setup);
    }
}
