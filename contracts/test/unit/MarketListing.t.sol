// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IComponentLicence} from "../../src/interfaces/IComponentLicence.sol";
import {IComponentMarket} from "../../src/interfaces/IComponentMarket.sol";
import {IRevenueLedger} from "../../src/interfaces/IRevenueLedger.sol";
import {RevenueSource} from "../../src/libraries/RevenueSource.sol";
import {MintTerms} from "../../src/types/ComponentTypes.sol";
import {Listing, ListingKind} from "../../src/types/MarketTypes.sol";
import {ProductTest} from "../setup/ProductTest.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

contract MarketListingTest is ProductTest {
    uint256 private constant DEED_PRICE = 1000e6;

    uint256 private id;
    uint40 private expiresAt;
    address private carol = makeAddr("carol");

    function setUp() public override {
        super.setUp();
        id = mintDeed(publicTerms());
        expiresAt = uint40(block.timestamp) + 180 days;
        fund(carol);
        vm.prank(creator);
        registry.setApprovalForAll(address(market), true);
        vm.prank(alice);
        licence.setApprovalForAll(address(market), true);
    }

    function test_A_deed_is_listed_and_sold_with_fee_and_royalty() public {
        vm.prank(creator);
        registry.transferFrom(creator, bob, id);
        vm.prank(bob);
        registry.approve(address(market), id);
        vm.expectEmit();
        emit IComponentMarket.Listed(1, bob, id, ListingKind.Deed, 1, address(usd), DEED_PRICE, expiresAt, 1);
        vm.prank(bob);
        uint256 listingId = market.listDeed(id, address(usd), DEED_PRICE, expiresAt);
        vm.expectEmit(address(market));
        emit IComponentMarket.ListingBought(listingId, bob, alice, DEED_PRICE, 25e6, creator, 50e6);
        vm.expectEmit(address(ledger));
        emit IRevenueLedger.Credited(address(usd), creator, address(market), 50e6, id, RevenueSource.ROYALTY);
        vm.expectEmit(address(ledger));
        emit IRevenueLedger.Credited(address(usd), bob, address(market), 925e6, id, RevenueSource.DEED);
        vm.prank(alice);
        market.buyListing(listingId, DEED_PRICE, 1);
        assertEq(registry.ownerOf(id), alice);
        assertEq(owedUsd(bob) + owedUsd(creator) + owedUsd(TREASURY), DEED_PRICE);
        assertTrue(market.listingOf(listingId).kind == ListingKind.None);
        expectNoListing(listingId);
        vm.prank(carol);
        market.buyListing(listingId, DEED_PRICE, 2);
    }

    function test_A_lot_of_licences_is_listed_and_sold_with_fee_and_royalty() public {
        buy(alice, id, 5);
        uint256 earned = owedUsd(creator);
        vm.prank(alice);
        uint256 listingId = market.listLicence(seatToken(id), 3, address(usd), 90e6, expiresAt);
        Listing memory listing = market.listingOf(listingId);
        assertEq(listing.seller, alice);
        assertEq(listing.units, 3);
        assertEq(listing.tokenId, seatToken(id));
        vm.expectEmit(address(ledger));
        emit IRevenueLedger.Credited(address(usd), creator, address(market), 4_500_000, id, RevenueSource.ROYALTY);
        vm.expectEmit(address(ledger));
        emit IRevenueLedger.Credited(address(usd), alice, address(market), 83_250_000, id, RevenueSource.RESALE);
        vm.prank(bob);
        market.buyListing(listingId, 90e6, 0);
        assertEq(licence.seatsOf(alice, id), 2);
        assertEq(licence.seatsOf(bob, id), 3);
        assertEq(owedUsd(creator), earned + 4_500_000);
        assertEq(licence.transferNonce(alice, seatToken(id)), 1);
    }

    function test_A_listing_of_a_deed_that_has_moved_is_void_even_when_it_came_back() public {
        uint256 listingId = listDeed();
        vm.prank(creator);
        registry.transferFrom(creator, bob, id);
        expectStale(listingId, 0, 1);
        vm.prank(alice);
        market.buyListing(listingId, DEED_PRICE, 0);
        vm.prank(bob);
        registry.transferFrom(bob, creator, id);
        expectStale(listingId, 2, 2);
        vm.prank(alice);
        market.buyListing(listingId, DEED_PRICE, 2);
        assertEq(registry.ownerOf(id), creator);
    }

    function test_A_listing_of_licences_is_void_once_any_of_them_left_the_seller() public {
        buy(alice, id, 5);
        vm.startPrank(alice);
        uint256 listingId = market.listLicence(seatToken(id), 3, address(usd), 90e6, expiresAt);
        licence.safeTransferFrom(alice, carol, seatToken(id), 1, "");
        vm.stopPrank();
        expectStale(listingId, 0, 1);
        vm.prank(bob);
        market.buyListing(listingId, 90e6, 0);
    }

    function test_Licences_that_arrive_do_not_touch_a_listing() public {
        buy(alice, id, 2);
        vm.prank(alice);
        uint256 listingId = market.listLicence(seatToken(id), 2, address(usd), 90e6, expiresAt);
        buy(alice, id, 1);
        vm.prank(bob);
        market.buyListing(listingId, 90e6, 0);
        assertEq(licence.seatsOf(bob, id), 2);
    }

    function test_A_buyer_who_saw_another_state_is_refused() public {
        uint256 listingId = listDeed();
        expectStale(listingId, 1, 0);
        vm.prank(alice);
        market.buyListing(listingId, DEED_PRICE, 1);
    }

    function test_A_price_above_what_the_buyer_allows_is_refused() public {
        uint256 listingId = listDeed();
        vm.expectRevert(
            abi.encodeWithSelector(IComponentMarket.ComponentMarket_PriceTooHigh.selector, DEED_PRICE, DEED_PRICE - 1)
        );
        vm.prank(alice);
        market.buyListing(listingId, DEED_PRICE - 1, 0);
    }

    function test_A_listing_ends_after_its_last_second() public {
        uint256 listingId = listDeed();
        vm.warp(expiresAt + 1);
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_TooLate.selector, expiresAt));
        vm.prank(alice);
        market.buyListing(listingId, DEED_PRICE, 0);
        vm.warp(expiresAt);
        vm.prank(alice);
        market.buyListing(listingId, DEED_PRICE, 0);
        assertEq(registry.ownerOf(id), alice);
    }

    function test_A_listing_has_a_price_units_an_asset_and_at_most_180_days() public {
        buy(creator_(), id, 1);
        vm.startPrank(creator);
        bytes4 bad = IComponentMarket.ComponentMarket_BadListing.selector;
        vm.expectRevert(bad);
        market.listDeed(id, address(usd), 0, expiresAt);
        vm.expectRevert(bad);
        market.listDeed(id, address(0), 1, expiresAt);
        vm.expectRevert(bad);
        market.listDeed(id, address(usd), 1, expiresAt + 1);
        vm.expectRevert(bad);
        market.listDeed(id, address(usd), 1, uint40(block.timestamp));
        vm.expectRevert(bad);
        market.listLicence(seatToken(id), 0, address(usd), 1, expiresAt);
        vm.stopPrank();
    }

    function test_Only_what_one_holds_is_listed() public {
        bytes memory notHolder = abi.encodeWithSelector(IComponentMarket.ComponentMarket_NotHolder.selector, alice);
        vm.startPrank(alice);
        vm.expectRevert(notHolder);
        market.listDeed(id, address(usd), 1, expiresAt);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 99));
        market.listDeed(99, address(usd), 1, expiresAt);
        vm.expectRevert(notHolder);
        market.listLicence(seatToken(id), 1, address(usd), 1, expiresAt);
        vm.stopPrank();
    }

    function test_A_seller_takes_a_listing_back_and_nobody_else() public {
        uint256 listingId = listDeed();
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_NotSeller.selector, listingId, alice));
        vm.prank(alice);
        market.cancelListing(listingId);
        vm.expectEmit();
        emit IComponentMarket.ListingCancelled(listingId);
        vm.prank(creator);
        market.cancelListing(listingId);
        expectNoListing(listingId);
        vm.prank(alice);
        market.buyListing(listingId, DEED_PRICE, 0);
        expectNoListing(listingId);
        vm.prank(creator);
        market.cancelListing(listingId);
    }

    function test_A_listing_without_approval_is_not_bought_and_nothing_is_paid() public {
        uint256 listingId = listDeed();
        vm.prank(creator);
        registry.setApprovalForAll(address(market), false);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, address(market), id));
        vm.prank(alice);
        market.buyListing(listingId, DEED_PRICE, 0);
        assertEq(usd.balanceOf(alice), 1_000_000e6);
    }

    function test_Licences_in_use_and_timed_ones_are_not_resold() public {
        buy(alice, id, 1);
        uint256 deadline = block.timestamp + 1;
        licence.noteRelease(
            alice,
            seatToken(id),
            1,
            1,
            deadline,
            sign(issuerKey, licence.releaseDigest(alice, seatToken(id), 1, 1, deadline))
        );
        vm.prank(alice);
        uint256 listingId = market.listLicence(seatToken(id), 1, address(usd), 1e6, expiresAt);
        vm.expectPartialRevert(IComponentLicence.ComponentLicence_Locked.selector);
        vm.prank(bob);
        market.buyListing(listingId, 1e6, 0);

        MintTerms memory terms = publicTerms();
        terms.scopes[0].durationSeconds = 90 days;
        uint256 timed = mintDeed(terms);
        buy(alice, timed, 1);
        vm.prank(alice);
        listingId = market.listLicence(seatToken(timed), 1, address(usd), 1e6, expiresAt);
        vm.expectPartialRevert(IComponentLicence.ComponentLicence_NotTransferable.selector);
        vm.prank(bob);
        market.buyListing(listingId, 1e6, 0);
    }

    function test_The_rights_and_later_revenue_go_with_a_sold_deed() public {
        uint256 listingId = listDeed();
        buy(carol, id, 1);
        uint256 earned = owedUsd(creator);
        vm.prank(alice);
        market.buyListing(listingId, DEED_PRICE, 0);
        assertEq(owedUsd(creator), earned + 975e6, "rest and royalty both go to the creator");
        buy(carol, id, 1);
        assertEq(owedUsd(alice), 19_500_000);
        vm.prank(alice);
        registry.setOffer(id, SEAT, address(usd), 1);
    }

    function listDeed() private returns (uint256) {
        vm.prank(creator);
        return market.listDeed(id, address(usd), DEED_PRICE, expiresAt);
    }

    function creator_() private returns (address) {
        fund(creator);
        return creator;
    }

    function expectStale(uint256 listingId, uint256 expectedNonce, uint256 nonce) private {
        vm.expectRevert(
            abi.encodeWithSelector(IComponentMarket.ComponentMarket_Stale.selector, listingId, expectedNonce, nonce)
        );
    }

    function expectNoListing(uint256 listingId) private {
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_NoListing.selector, listingId));
    }
}
