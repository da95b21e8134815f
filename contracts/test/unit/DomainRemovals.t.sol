// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDomainRegistry} from "../../src/interfaces/IDomainRegistry.sol";
import {DomainTest} from "../setup/DomainTest.sol";

/// @dev How a node gets out of a domain: evicted, by itself, or banned, in every order.
contract DomainRemovalsTest is DomainTest {
    function test_A_node_that_has_to_leave_is_in_for_a_day_and_not_a_second_longer() public {
        comeIn(closed, node, owner);
        uint40 endsAt = uint40(block.timestamp) + 1 days;
        vm.expectEmit();
        emit IDomainRegistry.NodeEvicted(closed, node, "moved on", endsAt);
        vm.prank(operator);
        domains.evict(closed, node, "moved on");
        assertEq(domains.membershipOf(closed, node).endsAt, endsAt);
        vm.warp(endsAt - 1);
        assertTrue(domains.isAdmitted(closed, node));
        refused(IDomainRegistry.DomainRegistry_AlreadyAsked.selector, closed, node);
        ask(closed, node, owner);
        vm.warp(endsAt);
        assertFalse(domains.isAdmitted(closed, node));
        ask(closed, node, owner);
        assertFalse(domains.isAdmitted(closed, node), "it waits like everybody");
        assertEq(domains.membershipOf(closed, node).endsAt, 0);
    }

    function test_A_notice_is_neither_repeated_nor_given_to_who_is_not_in() public {
        refused(IDomainRegistry.DomainRegistry_NotAdmitted.selector, closed, node);
        evict(closed, node);
        ask(closed, node, owner);
        refused(IDomainRegistry.DomainRegistry_NotAdmitted.selector, closed, node);
        evict(closed, node);
        admit(closed, node);
        evict(closed, node);
        vm.warp(block.timestamp + 12 hours);
        refused(IDomainRegistry.DomainRegistry_NotAdmitted.selector, closed, node);
        evict(closed, node);
        vm.warp(block.timestamp + 12 hours);
        assertFalse(domains.isAdmitted(closed, node));
        refused(IDomainRegistry.DomainRegistry_NotAdmitted.selector, closed, node);
        evict(closed, node);
    }

    function test_The_owner_or_the_node_leaves_at_once_and_nobody_else_makes_it() public {
        comeIn(closed, node, owner);
        address[3] memory callers = [stranger, other, operator];
        for (uint256 i; i < callers.length; ++i) {
            notOwner(node, callers[i]);
            leaveFrom(closed, node, callers[i]);
        }
        vm.expectEmit();
        emit IDomainRegistry.NodeLeft(closed, node, owner);
        leaveFrom(closed, node, owner);
        assertNowhere(closed, node);
        refused(IDomainRegistry.DomainRegistry_NotAsked.selector, closed, node);
        leaveFrom(closed, node, owner);

        ask(open, node, owner);
        vm.expectEmit();
        emit IDomainRegistry.NodeLeft(open, node, node);
        leaveFrom(open, node, node);
        assertNowhere(open, node);
    }

    function test_A_request_is_taken_back() public {
        ask(closed, node, owner);
        leaveFrom(closed, node, owner);
        refused(IDomainRegistry.DomainRegistry_NotAsked.selector, closed, node);
        admit(closed, node);
    }

    function test_Leaving_during_the_notice_gives_no_way_around_the_operator() public {
        comeIn(closed, node, owner);
        evict(closed, node);
        leaveFrom(closed, node, owner);
        ask(closed, node, owner);
        assertFalse(domains.isAdmitted(closed, node));
        vm.warp(block.timestamp + 1 days);
        assertFalse(domains.isAdmitted(closed, node));
    }

    /// @dev Open says so: what keeps a node out of an open domain is a ban.
    function test_A_node_told_to_leave_an_open_domain_comes_back_unless_it_is_banned() public {
        ask(open, node, owner);
        evict(open, node);
        leaveFrom(open, node, owner);
        ask(open, node, owner);
        vm.warp(block.timestamp + 2 days);
        assertTrue(domains.isAdmitted(open, node));

        evict(open, node);
        ban(open, node);
        assertFalse(domains.isAdmitted(open, node), "a ban doesn't wait for the notice");
        leaveFrom(open, node, owner);
        banned(open, node);
        ask(open, node, owner);
        vm.warp(block.timestamp + 2 days);
        banned(open, node);
        ask(open, node, owner);
    }

    function test_A_ban_of_the_node_or_of_its_owner_shuts_it_out_at_once() public {
        comeIn(closed, node, owner);
        address[2] memory accounts = [node, owner];
        for (uint256 i; i < accounts.length; ++i) {
            ban(closed, accounts[i]);
            assertFalse(domains.isAdmitted(closed, node));
            banned(closed, accounts[i]);
            ask(closed, node, owner);
            unban(closed, accounts[i]);
            assertTrue(domains.isAdmitted(closed, node), "the place counts again");
        }
        ban(closed, node);
        ban(closed, owner);
        unban(closed, node);
        assertFalse(domains.isAdmitted(closed, node), "one ban is left");
    }

    function test_A_ban_of_an_owner_shuts_all_its_nodes_out_and_nobody_elses() public {
        address third = newNode("third node");
        link(third, owner);
        ask(open, node, owner);
        ask(open, third, owner);
        ask(open, secondNode, other);
        ban(open, owner);
        assertFalse(domains.isAdmitted(open, node));
        assertFalse(domains.isAdmitted(open, third));
        assertTrue(domains.isAdmitted(open, secondNode));
    }

    function test_A_node_that_was_banned_while_it_waits_is_let_in_only_after_the_ban() public {
        ask(closed, node, owner);
        ban(closed, owner);
        banned(closed, owner);
        admit(closed, node);
        ban(closed, node);
        banned(closed, node);
        admit(closed, node);
        unban(closed, node);
        unban(closed, owner);
        admit(closed, node);
        assertTrue(domains.isAdmitted(closed, node));
    }

    function test_A_request_of_a_banned_node_can_be_refused() public {
        ask(closed, node, owner);
        ban(closed, node);
        vm.prank(operator);
        domains.decline(closed, node, "");
        assertNowhere(closed, node);
    }

    function test_A_lifted_ban_gives_no_more_time_than_the_notice_did() public {
        comeIn(closed, node, owner);
        evict(closed, node);
        ban(closed, node);
        vm.warp(block.timestamp + 23 hours);
        unban(closed, node);
        assertTrue(domains.isAdmitted(closed, node));
        ban(closed, node);
        vm.warp(block.timestamp + 1 hours);
        unban(closed, node);
        assertFalse(domains.isAdmitted(closed, node));
    }

    function test_A_banned_node_may_be_told_to_leave_and_may_leave() public {
        comeIn(closed, node, owner);
        ban(closed, node);
        evict(closed, node);
        leaveFrom(closed, node, owner);
        unban(closed, node);
        assertFalse(domains.isAdmitted(closed, node));
    }
}
