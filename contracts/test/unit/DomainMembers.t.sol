// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDomainRegistry} from "../../src/interfaces/IDomainRegistry.sol";
import {DomainTest} from "../setup/DomainTest.sol";

/// @dev Who is in a domain, over requests, evictions, bans, moves to other owners, and their orders.
contract DomainMembersTest is DomainTest {
    function test_A_node_whose_owner_asks_waits_until_the_operator_lets_it_in() public {
        vm.expectEmit();
        emit IDomainRegistry.AdmissionRequested(closed, node, owner);
        ask(closed, node, owner);
        assertPlace(closed, node, IDomainRegistry.Membership(owner, uint40(block.timestamp), 0, 0));
        assertFalse(domains.isAdmitted(closed, node));

        vm.warp(block.timestamp + 5);
        vm.expectEmit();
        emit IDomainRegistry.NodeAdmitted(closed, node, owner);
        admit(closed, node);
        uint40 time = uint40(block.timestamp);
        assertPlace(closed, node, IDomainRegistry.Membership(owner, time - 5, time, 0));
        assertTrue(domains.isAdmitted(closed, node));
        assertFalse(domains.isAdmitted(open, node), "a place in one domain is none in another");
    }

    function test_Whoever_asks_meanwhile_is_not_let_in_in_place_of_who_was_meant() public {
        ask(closed, node, owner);
        refused(IDomainRegistry.DomainRegistry_NotAsked.selector, closed, node);
        admit(closed, node, other);
        move(node, other);
        ask(closed, node, other);
        refused(IDomainRegistry.DomainRegistry_NotAsked.selector, closed, node);
        admit(closed, node, owner);
        admit(closed, node, other);
        assertTrue(domains.isAdmitted(closed, node));
    }

    function test_In_an_open_domain_a_node_is_in_at_once() public {
        vm.expectEmit();
        emit IDomainRegistry.AdmissionRequested(open, node, owner);
        vm.expectEmit();
        emit IDomainRegistry.NodeAdmitted(open, node, owner);
        ask(open, node, owner);
        uint40 time = uint40(block.timestamp);
        assertPlace(open, node, IDomainRegistry.Membership(owner, time, time, 0));
        assertTrue(domains.isAdmitted(open, node));
        refused(IDomainRegistry.DomainRegistry_NotAsked.selector, open, node);
        admit(open, node);
    }

    function test_Only_the_owner_of_a_node_asks_for_it() public {
        address[4] memory callers = [stranger, other, operator, node];
        for (uint256 i; i < callers.length; ++i) {
            notOwner(node, callers[i]);
            ask(open, node, callers[i]);
        }
        address unlinked = newNode("unlinked");
        notOwner(unlinked, owner);
        ask(open, unlinked, owner);
        notOwner(address(0), owner);
        ask(open, address(0), owner);
    }

    function test_Who_waits_or_is_in_does_not_ask_again() public {
        ask(closed, node, owner);
        refused(IDomainRegistry.DomainRegistry_AlreadyAsked.selector, closed, node);
        ask(closed, node, owner);
        admit(closed, node);
        refused(IDomainRegistry.DomainRegistry_AlreadyAsked.selector, closed, node);
        ask(closed, node, owner);
        ask(open, node, owner);
        refused(IDomainRegistry.DomainRegistry_AlreadyAsked.selector, open, node);
        ask(open, node, owner);
    }

    function test_Who_waits_gets_in_by_asking_again_once_the_domain_is_open() public {
        ask(closed, node, owner);
        setMode(closed, OPEN);
        ask(closed, node, owner);
        assertTrue(domains.isAdmitted(closed, node));
    }

    function test_Who_waits_in_a_domain_that_was_open_for_a_while_can_still_be_let_in() public {
        ask(closed, node, owner);
        setMode(closed, OPEN);
        admit(closed, node);
        assertTrue(domains.isAdmitted(closed, node));
    }

    function test_Nobody_is_let_in_who_has_not_asked_or_is_in_already() public {
        refused(IDomainRegistry.DomainRegistry_NotAsked.selector, closed, node);
        admit(closed, node);
        comeIn(closed, node, owner);
        refused(IDomainRegistry.DomainRegistry_NotAsked.selector, closed, node);
        admit(closed, node);
        evict(closed, node);
        refused(IDomainRegistry.DomainRegistry_NotAsked.selector, closed, node);
        admit(closed, node);
        vm.warp(block.timestamp + 1 days);
        refused(IDomainRegistry.DomainRegistry_NotAsked.selector, closed, node);
        admit(closed, node);
    }

    function test_A_request_is_refused_and_can_be_made_again() public {
        ask(closed, node, owner);
        vm.expectEmit();
        emit IDomainRegistry.RequestDeclined(closed, node, "too slow");
        vm.prank(operator);
        domains.decline(closed, node, "too slow");
        assertNowhere(closed, node);
        refused(IDomainRegistry.DomainRegistry_NotAsked.selector, closed, node);
        admit(closed, node);
        comeIn(closed, node, owner);
        refused(IDomainRegistry.DomainRegistry_NotAsked.selector, closed, node);
        vm.prank(operator);
        domains.decline(closed, node, "");
        assertTrue(domains.isAdmitted(closed, node));
    }

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

    function test_A_node_without_its_owner_is_out_and_with_it_is_in_again() public {
        comeIn(closed, node, owner);
        vm.prank(owner);
        nodes.unlink(node);
        assertFalse(domains.isAdmitted(closed, node));
        link(node, owner);
        assertTrue(domains.isAdmitted(closed, node));
    }

    function test_A_place_does_not_go_to_the_next_owner() public {
        comeIn(closed, node, owner);
        move(node, other);
        assertFalse(domains.isAdmitted(closed, node));
        notOwner(node, owner);
        ask(closed, node, owner);
        ask(closed, node, other);
        assertFalse(domains.isAdmitted(closed, node));
        assertPlace(closed, node, IDomainRegistry.Membership(other, uint40(block.timestamp), 0, 0));
        move(node, owner);
        assertFalse(domains.isAdmitted(closed, node), "what the next owner asked for replaced it");
    }

    function test_A_request_of_an_earlier_owner_lets_nobody_in() public {
        ask(closed, node, owner);
        move(node, other);
        refused(IDomainRegistry.DomainRegistry_NotAsked.selector, closed, node);
        admit(closed, node);
        vm.prank(node);
        nodes.unlink(node);
        refused(IDomainRegistry.DomainRegistry_NotAsked.selector, closed, node);
        admit(closed, node);
        link(node, owner);
        admit(closed, node);
        assertTrue(domains.isAdmitted(closed, node), "the owner who asked has it again");
    }

    function test_A_request_of_an_earlier_owner_can_be_refused_and_its_place_ended() public {
        ask(closed, node, owner);
        move(node, other);
        vm.prank(operator);
        domains.decline(closed, node, "");
        assertNowhere(closed, node);

        comeIn(closed, node, other);
        move(node, owner);
        evict(closed, node);
        move(node, other);
        vm.warp(block.timestamp + 1 days);
        assertFalse(domains.isAdmitted(closed, node), "coming back doesn't undo it");
    }

    function test_The_earlier_owner_or_the_present_one_clears_what_was_asked() public {
        comeIn(closed, node, owner);
        ask(open, node, owner);
        move(node, other);
        vm.expectEmit();
        emit IDomainRegistry.NodeLeft(closed, node, other);
        leaveFrom(closed, node, other);
        vm.expectEmit();
        emit IDomainRegistry.NodeLeft(open, node, owner);
        leaveFrom(open, node, owner);

        ask(open, node, other);
        notOwner(node, owner);
        leaveFrom(open, node, owner);
        assertTrue(domains.isAdmitted(open, node), "the earlier owner has no say in a new place");
    }

    function test_A_new_owner_gets_around_neither_a_ban_of_the_node_nor_one_of_its_own() public {
        ask(open, node, owner);
        ban(open, node);
        move(node, other);
        banned(open, node);
        ask(open, node, other);
        unban(open, node);
        ban(open, other);
        banned(open, other);
        ask(open, node, other);
    }

    /// @dev Whoever makes up another wallet gets around a ban of an owner, as the threat review says; the node's ban holds.
    function test_A_node_of_a_banned_owner_comes_in_under_another_owner() public {
        ask(open, node, owner);
        ban(open, owner);
        move(node, other);
        ask(open, node, other);
        assertTrue(domains.isAdmitted(open, node));
    }

    function test_A_notice_ends_with_the_place_that_it_was_given_to() public {
        ask(open, node, owner);
        evict(open, node);
        move(node, other);
        ask(open, node, other);
        vm.warp(block.timestamp + 1 days);
        assertTrue(domains.isAdmitted(open, node));
    }

    function setMode(uint256 id, IDomainRegistry.Mode mode) private {
        vm.prank(operator);
        domains.setMode(id, mode);
    }

    function banned(uint256 id, address account) private {
        refused(IDomainRegistry.DomainRegistry_Banned.selector, id, account);
    }

    function notOwner(address whose, address caller) private {
        vm.expectRevert(abi.encodeWithSelector(IDomainRegistry.DomainRegistry_NotNodeOwner.selector, whose, caller));
    }

    function assertNowhere(uint256 id, address who) private view {
        assertPlace(id, who, IDomainRegistry.Membership(address(0), 0, 0, 0));
        assertFalse(domains.isAdmitted(id, who));
    }

    function assertPlace(uint256 id, address who, IDomainRegistry.Membership memory expected) private view {
        IDomainRegistry.Membership memory place = domains.membershipOf(id, who);
        assertEq(place.owner, expected.owner);
        assertEq(place.askedAt, expected.askedAt);
        assertEq(place.admittedAt, expected.admittedAt);
        assertEq(place.endsAt, expected.endsAt);
    }
}
