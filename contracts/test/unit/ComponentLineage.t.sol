// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IComponentRegistry} from "../../src/interfaces/IComponentRegistry.sol";
import {IRevenueLedger} from "../../src/interfaces/IRevenueLedger.sol";
import {Lineage} from "../../src/libraries/Lineage.sol";
import {RevenueSource} from "../../src/libraries/RevenueSource.sol";
import {MintTerms, Parent} from "../../src/types/ComponentTypes.sol";
import {ProductTest} from "../setup/ProductTest.sol";

contract ComponentLineageTest is ProductTest {
    function test_A_parent_is_paid_its_share_and_the_owner_the_rest() public {
        uint256 parent = mintDeed(publicTerms());
        transferDeed(parent, bob);
        uint256 child = mintDeed(childTerms(parent, 2000));
        (uint256[] memory ids, address[] memory accounts, uint256[] memory amounts) =
            registry.revenueShares(child, 1001);
        assertEq(ids.length, 2);
        assertEq(ids[0], parent);
        assertEq(accounts[0], bob);
        assertEq(amounts[0], 200);
        assertEq(ids[1], child);
        assertEq(accounts[1], creator);
        assertEq(amounts[1], 801);
    }

    function test_Grandparents_take_their_part_out_of_the_parents_share() public {
        uint256 grandparent = mintDeed(publicTerms());
        uint256 parent = mintDeed(childTerms(grandparent, 1000));
        uint256 child = mintDeed(childTerms(parent, 2000));
        Parent[] memory declared = registry.parentsOf(child);
        assertEq(declared.length, 1);
        assertEq(declared[0].id, parent);
        assertEq(declared[0].bps, 2000);
        Parent[] memory paid = registry.ancestorsOf(child);
        assertEq(paid.length, 2);
        assertEq(paid[0].id, grandparent);
        assertEq(paid[0].bps, 200);
        assertEq(paid[1].id, parent);
        assertEq(paid[1].bps, 1800);
    }

    function test_An_ancestor_on_two_paths_gets_one_row() public {
        uint256 root = mintDeed(publicTerms());
        uint256 left = mintDeed(childTerms(root, 1000));
        uint256 right = mintDeed(childTerms(root, 2000));
        MintTerms memory terms = publicTerms();
        terms.parents = new Parent[](3);
        terms.parents[0] = Parent(root, 500);
        terms.parents[1] = Parent(left, 1000);
        terms.parents[2] = Parent(right, 1000);
        Parent[] memory paid = registry.ancestorsOf(mintDeed(terms));
        assertEq(paid.length, 3);
        assertEq(paid[0].id, root);
        assertEq(paid[0].bps, 500 + 100 + 200);
        assertEq(paid[1].bps, 900);
        assertEq(paid[2].bps, 800);
    }

    function test_A_part_below_one_basis_point_stays_with_the_nearer_parent() public {
        uint256 grandparent = mintDeed(publicTerms());
        uint256 parent = mintDeed(childTerms(grandparent, 99));
        Parent[] memory paid = registry.ancestorsOf(mintDeed(childTerms(parent, 100)));
        assertEq(paid.length, 1);
        assertEq(paid[0].id, parent);
        assertEq(paid[0].bps, 100);
    }

    function test_A_parent_may_be_named_without_being_paid() public {
        uint256 parent = mintDeed(publicTerms());
        uint256 child = mintDeed(childTerms(parent, 0));
        uint256 grandchild = mintDeed(childTerms(child, 0));
        assertEq(registry.parentsOf(grandchild)[0].id, child);
        (, address[] memory accounts, uint256[] memory amounts) = registry.revenueShares(grandchild, 100);
        assertEq(amounts[accounts.length - 1], 100);
    }

    function test_A_chain_of_any_length_can_be_remixed() public {
        uint256 id = mintDeed(publicTerms());
        for (uint256 i; i < 40; ++i) {
            id = mintDeed(childTerms(id, 5000));
        }
        uint256 sum;
        Parent[] memory paid = registry.ancestorsOf(id);
        for (uint256 i; i < paid.length; ++i) {
            sum += paid[i].bps;
        }
        assertEq(sum, 5000);
        assertLe(paid.length, 16);
    }

    function test_Parents_exist_and_come_in_rising_order() public {
        uint256 first = mintDeed(publicTerms());
        uint256 second = mintDeed(publicTerms());
        MintTerms memory terms = publicTerms();
        terms.parents = new Parent[](2);
        terms.parents[0] = Parent(second, 100);
        terms.parents[1] = Parent(first, 100);
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_BadParent.selector, first));
        terms.parents[1] = Parent(second, 100);
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_BadParent.selector, second));
        terms.parents[1] = Parent(3, 100);
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_BadParent.selector, 3));
        terms.parents[0] = Parent(0, 100);
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_BadParent.selector, 0));
    }

    function test_Parents_get_half_together_at_most() public {
        uint256 first = mintDeed(publicTerms());
        uint256 second = mintDeed(publicTerms());
        MintTerms memory terms = publicTerms();
        terms.parents = new Parent[](2);
        terms.parents[0] = Parent(first, 2500);
        terms.parents[1] = Parent(second, 2501);
        expectRefused(
            terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_TooManyBps.selector, 5001, 5000)
        );
        terms.parents[1].bps = type(uint16).max;
        expectRefused(
            terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_TooManyBps.selector, 2500 + 65_535, 5000)
        );
        terms.parents[1].bps = 2500;
        mintDeed(terms);
    }

    function test_Sixteen_ancestors_are_paid_and_a_seventeenth_is_refused() public {
        MintTerms memory terms = publicTerms();
        terms.parents = new Parent[](16);
        for (uint256 i; i < 16; ++i) {
            terms.parents[i] = Parent(mintDeed(publicTerms()), 300);
        }
        uint256 wide = mintDeed(terms);
        assertEq(registry.ancestorsOf(wide).length, 16);
        buy(alice, wide, 1);
        assertEq(owedUsd(creator) + owedUsd(TREASURY), PRICE);
        expectRefused(childTerms(wide, 5000), abi.encodeWithSelector(Lineage.Lineage_TooManyAncestors.selector, 16));
        terms.parents = new Parent[](17);
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_TooMany.selector, 17, 16));
    }

    function test_A_sale_pays_everybody_in_the_lineage_and_the_parts_add_up() public {
        uint256 grandparent = mintDeed(publicTerms());
        transferDeed(grandparent, bob);
        uint256 parent = mintDeed(childTerms(grandparent, 3333));
        transferDeed(parent, alice);
        uint256 child = mintDeed(childTerms(parent, 3333));
        vm.prank(creator);
        registry.setOffer(child, SEAT, address(usd), 1_000_003);
        uint256 side = 1_000_003 - 25_000;
        uint256 toGrandparent = side * 1110 / 10_000;
        vm.expectEmit(address(ledger));
        emit IRevenueLedger.Credited(
            address(usd), bob, address(market), toGrandparent, grandparent, RevenueSource.PARENT
        );
        buy(alice, child, 1);
        assertEq(owedUsd(TREASURY), 25_000);
        assertEq(owedUsd(bob), toGrandparent);
        assertEq(owedUsd(alice), side * 2223 / 10_000);
        assertEq(owedUsd(TREASURY) + owedUsd(bob) + owedUsd(alice) + owedUsd(creator), 1_000_003);
        assertEq(ledger.totalOwed(address(usd)), 1_000_003);
    }

    function transferDeed(uint256 id, address to) private {
        vm.prank(creator);
        registry.transferFrom(creator, to, id);
    }

    function expectRefused(MintTerms memory terms, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(terms.creator);
        registry.mint(terms);
    }
}
