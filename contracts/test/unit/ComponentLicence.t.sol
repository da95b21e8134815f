// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IComponentLicence} from "../../src/interfaces/IComponentLicence.sol";
import {IComponentMarket} from "../../src/interfaces/IComponentMarket.sol";
import {LicenceOffer, MintTerms, ScopeTerms} from "../../src/types/ComponentTypes.sol";
import {Purchase} from "../../src/types/MarketTypes.sol";
import {ProductTest} from "../setup/ProductTest.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";

contract ComponentLicenceTest is ProductTest {
    function test_Only_the_market_mints_settles_and_revokes() public {
        uint256 id = mintDeed(publicTerms());
        bytes memory refused = abi.encodeWithSelector(IComponentLicence.ComponentLicence_NotMarket.selector, creator);
        vm.startPrank(creator);
        vm.expectRevert(refused);
        licence.mint(creator, seatToken(id), 1, false);
        vm.expectRevert(refused);
        licence.settle(creator, seatToken(id), 1);
        vm.expectRevert(refused);
        licence.revoke(creator, seatToken(id), 1, false);
        vm.stopPrank();
        assertEq(licence.market(), address(market));
    }

    function test_The_balance_is_the_number_of_seats() public {
        uint256 id = mintDeed(publicTerms());
        assertFalse(licence.isLicensed(alice, id, SEAT));
        buy(alice, id, 3);
        buy(alice, id, 2);
        assertEq(licence.seatsOf(alice, id), 5);
        assertEq(licence.totalSupply(seatToken(id)), 5);
        assertTrue(licence.isLicensed(alice, id, SEAT));
        assertFalse(licence.isLicensed(alice, id, DOMAIN));
        assertEq(licence.expiryOf(alice, seatToken(id)), 0);
    }

    function test_A_domain_licence_is_another_token_with_its_own_terms() public {
        MintTerms memory terms = publicTerms();
        terms.scopes = new ScopeTerms[](2);
        terms.scopes[1] = ScopeTerms(DOMAIN, 1, 0, true);
        terms.offers = new LicenceOffer[](2);
        terms.offers[0] = LicenceOffer(SEAT, address(usd), PRICE);
        terms.offers[1] = LicenceOffer(DOMAIN, address(usd), 9 * PRICE);
        uint256 id = mintDeed(terms);
        Purchase memory purchase = purchaseOf(id, alice, 1);
        purchase.scope = DOMAIN;
        purchase.maxPrice = 9 * PRICE;
        vm.prank(alice);
        market.buyLicence(purchase);
        assertTrue(licence.isLicensed(alice, id, DOMAIN));
        assertFalse(licence.isLicensed(alice, id, SEAT));
        assertEq(licence.seatsOf(alice, id), 0);
        assertEq(licence.balanceOf(alice, (id << 8) | DOMAIN), 1);
        purchase.recipient = bob;
        vm.expectRevert(
            abi.encodeWithSelector(IComponentLicence.ComponentLicence_SoldOut.selector, (id << 8) | DOMAIN, 1, 0)
        );
        vm.prank(alice);
        market.buyLicence(purchase);
    }

    function test_Of_two_buyers_of_the_last_unit_one_gets_it_and_the_other_pays_nothing() public {
        MintTerms memory terms = publicTerms();
        terms.scopes[0].supplyCap = 3;
        uint256 id = mintDeed(terms);
        buy(alice, id, 2);
        buy(bob, id, 1);
        uint256 before = usd.balanceOf(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IComponentLicence.ComponentLicence_SoldOut.selector, seatToken(id), 1, 0)
        );
        buy(alice, id, 1);
        assertEq(usd.balanceOf(alice), before);
        assertEq(licence.totalSupply(seatToken(id)), 3);
    }

    function test_A_refund_makes_room_under_the_cap_again() public {
        MintTerms memory terms = privateTerms();
        terms.scopes[0].supplyCap = 1;
        uint256 id = mintDeed(terms);
        uint256 purchaseId = buy(alice, id, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IComponentLicence.ComponentLicence_SoldOut.selector, seatToken(id), 1, 0)
        );
        buy(bob, id, 1);
        vm.warp(block.timestamp + DELIVERY + 1);
        market.refund(purchaseId);
        buy(bob, id, 1);
        assertEq(licence.seatsOf(bob, id), 1);
        assertEq(licence.seatsOf(alice, id), 0);
    }

    function test_Licences_move_and_count_their_moves() public {
        uint256 id = mintDeed(publicTerms());
        buy(alice, id, 3);
        vm.startPrank(alice);
        licence.safeTransferFrom(alice, bob, seatToken(id), 1, "");
        assertEq(licence.transferNonce(alice, seatToken(id)), 1);
        assertEq(licence.transferNonce(bob, seatToken(id)), 0);
        uint256[] memory ids = new uint256[](2);
        uint256[] memory values = new uint256[](2);
        (ids[0], ids[1], values[0], values[1]) = (seatToken(id), seatToken(id), 1, 1);
        licence.safeBatchTransferFrom(alice, bob, ids, values, "");
        assertEq(licence.transferNonce(alice, seatToken(id)), 3);
        vm.stopPrank();
        assertEq(licence.seatsOf(bob, id), 3);
        assertFalse(licence.isLicensed(alice, id, SEAT));
    }

    function test_Soulbound_licences_stay() public {
        MintTerms memory terms = publicTerms();
        terms.scopes[0].isSoulbound = true;
        uint256 id = mintDeed(terms);
        buy(alice, id, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IComponentLicence.ComponentLicence_NotTransferable.selector, seatToken(id))
        );
        vm.prank(alice);
        licence.safeTransferFrom(alice, bob, seatToken(id), 1, "");
    }

    function test_Held_units_stay_until_they_are_settled() public {
        uint256 id = mintDeed(publicTerms());
        buy(alice, id, 2);
        vm.prank(creator);
        registry.appendVersion(id, privateVersion());
        Purchase memory purchase = purchaseOf(id, alice, 3);
        purchase.version = 2;
        vm.prank(alice);
        uint256 purchaseId = market.buyLicence(purchase);
        assertEq(licence.heldUnits(alice, seatToken(id)), 3);
        assertEq(licence.lockedUnits(alice, seatToken(id)), 3);
        vm.startPrank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IComponentLicence.ComponentLicence_Locked.selector, alice, seatToken(id), 3)
        );
        licence.safeTransferFrom(alice, bob, seatToken(id), 3, "");
        licence.safeTransferFrom(alice, bob, seatToken(id), 2, "");
        vm.stopPrank();
        deliver(purchaseId);
        vm.startPrank(alice);
        market.confirmKey(purchaseId);
        assertEq(licence.lockedUnits(alice, seatToken(id)), 0);
        licence.safeTransferFrom(alice, bob, seatToken(id), 3, "");
        vm.stopPrank();
    }

    function test_A_released_unit_stays_for_seven_days() public {
        uint256 id = mintDeed(publicTerms());
        buy(alice, id, 3);
        uint40 until = uint40(block.timestamp) + 7 days;
        vm.expectEmit();
        emit IComponentLicence.KeyReleased(alice, seatToken(id), 2, until);
        release(id, 2, 1);
        assertEq(licence.lockedUnits(alice, seatToken(id)), 2);
        (uint64 units, uint40 lockedUntil, uint128 nonce) = licence.releaseOf(alice, seatToken(id));
        assertEq(units, 2);
        assertEq(lockedUntil, until);
        assertEq(nonce, 1);
        vm.startPrank(alice);
        licence.safeTransferFrom(alice, bob, seatToken(id), 1, "");
        vm.expectRevert(
            abi.encodeWithSelector(IComponentLicence.ComponentLicence_Locked.selector, alice, seatToken(id), 2)
        );
        licence.safeTransferFrom(alice, bob, seatToken(id), 1, "");
        vm.warp(until);
        licence.safeTransferFrom(alice, bob, seatToken(id), 1, "");
        vm.stopPrank();
    }

    function test_A_batch_that_names_a_token_twice_does_not_slip_past_the_lock() public {
        uint256 id = mintDeed(publicTerms());
        buy(alice, id, 3);
        release(id, 1, 1);
        uint256[] memory ids = new uint256[](2);
        uint256[] memory values = new uint256[](2);
        (ids[0], ids[1], values[0], values[1]) = (seatToken(id), seatToken(id), 2, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IComponentLicence.ComponentLicence_Locked.selector, alice, seatToken(id), 1)
        );
        vm.prank(alice);
        licence.safeBatchTransferFrom(alice, bob, ids, values, "");
    }

    function test_A_statement_for_fewer_units_does_not_free_those_in_use() public {
        uint256 id = mintDeed(publicTerms());
        buy(alice, id, 3);
        release(id, 2, 1);
        release(id, 1, 2);
        assertEq(licence.lockedUnits(alice, seatToken(id)), 2);
        vm.warp(block.timestamp + 7 days);
        release(id, 1, 3);
        assertEq(licence.lockedUnits(alice, seatToken(id)), 1);
    }

    function test_More_units_in_use_than_held_lock_all_there_are() public {
        uint256 id = mintDeed(publicTerms());
        buy(alice, id, 2);
        release(id, 9, 1);
        assertEq(licence.lockedUnits(alice, seatToken(id)), 2);
        vm.expectRevert(
            abi.encodeWithSelector(IComponentLicence.ComponentLicence_Locked.selector, alice, seatToken(id), 9)
        );
        vm.prank(alice);
        licence.safeTransferFrom(alice, bob, seatToken(id), 1, "");
    }

    function test_A_timed_licence_runs_out() public {
        uint256 id = mintTimed(publicTerms());
        vm.expectEmit();
        emit IComponentLicence.ExpirySet(alice, seatToken(id), uint40(block.timestamp) + 30 days);
        buy(alice, id, 2);
        assertEq(licence.expiryOf(alice, seatToken(id)), block.timestamp + 30 days);
        vm.warp(block.timestamp + 30 days - 1);
        assertEq(licence.seatsOf(alice, id), 2);
        assertTrue(licence.isRenewal(alice, seatToken(id)));
        vm.warp(block.timestamp + 1);
        assertEq(licence.seatsOf(alice, id), 0);
        assertFalse(licence.isLicensed(alice, id, SEAT));
        assertFalse(licence.isRenewal(alice, seatToken(id)));
    }

    function test_Buying_again_makes_a_timed_licence_longer_for_the_seats_held() public {
        uint256 id = mintTimed(publicTerms());
        uint256 start = block.timestamp;
        buy(alice, id, 2);
        vm.warp(start + 10 days);
        vm.expectRevert(
            abi.encodeWithSelector(IComponentLicence.ComponentLicence_RenewWhole.selector, seatToken(id), 1, 2)
        );
        buy(alice, id, 1);
        buy(alice, id, 2);
        assertEq(licence.expiryOf(alice, seatToken(id)), start + 60 days);
        assertEq(licence.seatsOf(alice, id), 2);
        assertEq(licence.totalSupply(seatToken(id)), 2);
    }

    function test_Buying_after_the_end_replaces_what_has_run_out() public {
        MintTerms memory terms = publicTerms();
        terms.scopes[0].supplyCap = 3;
        uint256 id = mintTimed(terms);
        buy(alice, id, 2);
        vm.warp(block.timestamp + 31 days);
        buy(alice, id, 3);
        assertEq(licence.seatsOf(alice, id), 3);
        assertEq(licence.totalSupply(seatToken(id)), 3);
        assertEq(licence.expiryOf(alice, seatToken(id)), block.timestamp + 30 days);
    }

    function test_Anybody_burns_what_has_run_out_and_makes_room_under_the_cap() public {
        MintTerms memory terms = publicTerms();
        terms.scopes[0].supplyCap = 2;
        uint256 id = mintTimed(terms);
        buy(alice, id, 2);
        bytes memory notExpired =
            abi.encodeWithSelector(IComponentLicence.ComponentLicence_NotExpired.selector, alice, seatToken(id));
        vm.expectRevert(notExpired);
        licence.burnExpired(alice, seatToken(id));
        vm.warp(block.timestamp + 30 days);
        vm.prank(bob);
        licence.burnExpired(alice, seatToken(id));
        assertEq(licence.totalSupply(seatToken(id)), 0);
        assertEq(licence.expiryOf(alice, seatToken(id)), 0);
        vm.expectRevert(notExpired);
        licence.burnExpired(alice, seatToken(id));
        buy(bob, id, 2);
    }

    function test_A_licence_for_ever_is_never_burnt_as_expired() public {
        uint256 id = mintDeed(publicTerms());
        buy(alice, id, 1);
        vm.warp(block.timestamp + 1000 days);
        vm.expectRevert(
            abi.encodeWithSelector(IComponentLicence.ComponentLicence_NotExpired.selector, alice, seatToken(id))
        );
        licence.burnExpired(alice, seatToken(id));
    }

    function test_Timed_licences_stay_and_are_bought_for_oneself_only() public {
        uint256 id = mintTimed(publicTerms());
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_TimedForOthers.selector, bob));
        vm.prank(alice);
        market.buyLicence(purchaseOf(id, bob, 1));
        buy(alice, id, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IComponentLicence.ComponentLicence_NotTransferable.selector, seatToken(id))
        );
        vm.prank(alice);
        licence.safeTransferFrom(alice, bob, seatToken(id), 1, "");
    }

    function test_A_timed_licence_has_one_open_purchase_at_a_time() public {
        uint256 id = mintTimed(privateTerms());
        uint256 purchaseId = buy(alice, id, 1);
        bytes memory open =
            abi.encodeWithSelector(IComponentLicence.ComponentLicence_PurchaseOpen.selector, alice, seatToken(id));
        vm.expectRevert(open);
        buy(alice, id, 1);
        vm.warp(block.timestamp + 40 days);
        vm.expectRevert(open);
        licence.burnExpired(alice, seatToken(id));
        market.refund(purchaseId);
        assertEq(licence.balanceOf(alice, seatToken(id)), 0);
        assertEq(licence.expiryOf(alice, seatToken(id)), 0);
    }

    function test_A_refunded_renewal_takes_back_the_time_and_leaves_the_seats() public {
        uint256 id = mintTimed(privateTerms());
        uint256 start = block.timestamp;
        uint256 first = buy(alice, id, 2);
        deliver(first);
        vm.prank(alice);
        market.confirmKey(first);
        uint256 renewal = buy(alice, id, 2);
        assertTrue(market.purchaseOf(renewal).isRenewal);
        assertEq(licence.expiryOf(alice, seatToken(id)), start + 60 days);
        vm.warp(start + DELIVERY + 1);
        market.refund(renewal);
        assertEq(licence.expiryOf(alice, seatToken(id)), start + 30 days);
        assertEq(licence.seatsOf(alice, id), 2);
        assertEq(licence.heldUnits(alice, seatToken(id)), 0);
    }

    function test_The_royalty_of_a_licence_goes_to_the_owner_of_the_deed() public {
        uint256 id = mintDeed(publicTerms());
        vm.prank(creator);
        registry.transferFrom(creator, bob, id);
        (address receiver, uint256 royalty) = licence.royaltyInfo(seatToken(id), 1000);
        assertEq(receiver, bob);
        assertEq(royalty, 50);
    }

    function test_A_licence_shows_the_metadata_of_its_deed_and_says_its_standards() public {
        uint256 id = mintDeed(publicTerms());
        assertEq(licence.uri(seatToken(id)), registry.tokenURI(id));
        assertTrue(licence.supportsInterface(type(IERC2981).interfaceId));
        assertTrue(licence.supportsInterface(type(IERC1155).interfaceId));
        assertFalse(licence.supportsInterface(0xffffffff));
    }

    function mintTimed(MintTerms memory terms) private returns (uint256) {
        terms.scopes[0].durationSeconds = 30 days;
        return mintDeed(terms);
    }

    function release(uint256 id, uint64 units, uint256 nonce) private {
        uint256 deadline = block.timestamp + 60;
        bytes32 digest = licence.releaseDigest(alice, seatToken(id), units, nonce, deadline);
        licence.noteRelease(alice, seatToken(id), units, nonce, deadline, sign(issuerKey, digest));
    }
}
