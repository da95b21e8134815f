// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDomainRegistry} from "../../src/interfaces/IDomainRegistry.sol";
import {DomainTest} from "../setup/DomainTest.sol";

/// @dev Who is let into a domain, and what becomes of a place when the node gets another owner.
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
}
