// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {VersionTerms} from "../../src/types/ComponentTypes.sol";
import {PurchaseState} from "../../src/types/MarketTypes.sol";
import {ProductTest} from "../setup/ProductTest.sol";
import {Ghosts} from "./handlers/Ghosts.sol";
import {MarketHandler} from "./handlers/MarketHandler.sol";

contract MarketInvariantTest is ProductTest {
    MarketHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new MarketHandler(Ghosts.Product(registry, licence, market, ledger, ARBITER, TREASURY));
        targetContract(address(handler));
    }

    /// @dev One campaign for all of them: each would otherwise walk the same random path again.
    function invariant_Every_line_of_the_README_holds_after_any_actions() public view {
        The_ledger_holds_exactly_what_it_owes();
        The_market_holds_exactly_open_purchases_and_bonds();
        All_money_paid_in_is_held_owed_claimed_or_sent_back();
        A_licence_exists_if_and_only_if_it_was_paid_and_not_given_back();
        What_may_still_be_refunded_stays_with_its_holder();
        Purchases_are_where_the_steps_taken_put_them();
        Versions_never_change();
        A_lineage_gets_at_most_half();
    }

    /// @dev The walk is only worth something if it gets everywhere.
    function test_A_random_walk_takes_every_kind_of_action() public {
        bytes4[23] memory actions = [
            handler.mintDeed.selector,
            handler.setOffer.selector,
            handler.appendVersion.selector,
            handler.transferDeed.selector,
            handler.buy.selector,
            handler.buy.selector,
            handler.buySigned.selector,
            handler.deliver.selector,
            handler.confirmOrPayOut.selector,
            handler.refundLate.selector,
            handler.refundBadKey.selector,
            handler.dispute.selector,
            handler.rule.selector,
            handler.meddle.selector,
            handler.listDeed.selector,
            handler.listLicence.selector,
            handler.cancelListing.selector,
            handler.buyListing.selector,
            handler.transferLicence.selector,
            handler.noteRelease.selector,
            handler.burnExpired.selector,
            handler.claim.selector,
            handler.passTime.selector
        ];
        for (uint256 i; i < 1500; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            bytes4 action = actions[seed % 23];
            // A flag has to be 0 or 1.
            bool hasFlag = action == handler.appendVersion.selector || action == handler.rule.selector;
            bytes memory input =
                abi.encodePacked(action, keccak256(abi.encode(seed)), hasFlag ? (seed >> 9) % 2 : ~seed, seed >> 7);
            (bool isDone,) = address(handler).call(input);
            assertTrue(isDone);
        }
        invariant_Every_line_of_the_README_holds_after_any_actions();
        string[11] memory names = [
            "mintDeed",
            "transferDeed",
            "buy",
            "renewal",
            "soldOut",
            "claim",
            "buyListing",
            "staleListing",
            "lockedListing",
            "transferLicence",
            "burnExpired"
        ];
        for (uint256 i; i < names.length; ++i) {
            assertGt(handler.done(bytes32(bytes(names[i]))), 0, names[i]);
        }
        for (uint256 state = uint256(PurchaseState.Delivered); state <= uint256(PurchaseState.Disputed); ++state) {
            assertGt(handler.done(bytes32(state)), 0);
        }
    }

    function The_ledger_holds_exactly_what_it_owes() private view {
        for (uint256 a; a < 2; ++a) {
            address asset = address(handler.assets(a));
            uint256 owed = ledger.owed(TREASURY, asset);
            for (uint256 i; i < handler.peopleCount(); ++i) {
                owed += ledger.owed(handler.people(i), asset);
            }
            assertEq(ledger.totalOwed(asset), owed);
            assertEq(handler.assets(a).balanceOf(address(ledger)), owed);
        }
    }

    function The_market_holds_exactly_open_purchases_and_bonds() private view {
        for (uint256 a; a < 2; ++a) {
            assertEq(handler.assets(a).balanceOf(address(market)), handler.heldNow(address(handler.assets(a))));
        }
    }

    function All_money_paid_in_is_held_owed_claimed_or_sent_back() private view {
        for (uint256 a; a < 2; ++a) {
            address asset = address(handler.assets(a));
            uint256 accounted =
                handler.heldNow(asset) + ledger.totalOwed(asset) + handler.claimed(asset) + handler.sentBack(asset);
            assertEq(handler.paidIn(asset), accounted);
            assertEq(handler.assets(a).balanceOf(address(registry)), 0);
            assertEq(handler.assets(a).balanceOf(address(licence)), 0);
        }
    }

    function A_licence_exists_if_and_only_if_it_was_paid_and_not_given_back() private view {
        for (uint256 t; t < handler.tokenCount(); ++t) {
            uint256 tokenId = handler.tokenIds(t);
            uint256 balances;
            for (uint256 i; i < handler.peopleCount(); ++i) {
                balances += licence.balanceOf(handler.people(i), tokenId);
            }
            assertEq(licence.totalSupply(tokenId), balances);
            assertEq(handler.units(tokenId), balances);
            uint64 cap = registry.scopeTermsOf(tokenId >> 8, 0).supplyCap;
            if (cap > 0) assertLe(balances, cap);
        }
    }

    function What_may_still_be_refunded_stays_with_its_holder() private view {
        for (uint256 t; t < handler.tokenCount(); ++t) {
            uint256 tokenId = handler.tokenIds(t);
            for (uint256 i; i < handler.peopleCount(); ++i) {
                address person = handler.people(i);
                uint256 held = licence.heldUnits(person, tokenId);
                assertEq(held, handler.heldUnits(tokenId, person));
                assertLe(held, licence.balanceOf(person, tokenId));
            }
        }
    }

    function Purchases_are_where_the_steps_taken_put_them() private view {
        for (uint256 id = 1; id <= market.purchaseCount(); ++id) {
            PurchaseState state = market.purchaseOf(id).state;
            assertTrue(state == handler.stateOf(id));
        }
    }

    function Versions_never_change() private view {
        for (uint256 id = 1; id <= registry.deedCount(); ++id) {
            for (uint32 number = 1; number <= registry.versionCount(id); ++number) {
                (VersionTerms memory version,) = registry.versionOf(id, number);
                assertEq(keccak256(abi.encode(version)), handler.versionHash(handler.versionKey(id, number)));
            }
        }
    }

    function A_lineage_gets_at_most_half() private view {
        for (uint256 id = 1; id <= registry.deedCount(); ++id) {
            (,, uint256[] memory amounts) = registry.revenueShares(id, 1_000_003);
            uint256 sum;
            for (uint256 i; i < amounts.length; ++i) {
                sum += amounts[i];
            }
            assertEq(sum, 1_000_003);
            assertGe(amounts[amounts.length - 1], 500_001);
            assertLe(amounts.length, 17);
        }
    }
}
