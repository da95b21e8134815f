// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDomainRegistry} from "../../src/interfaces/IDomainRegistry.sol";
import {DomainTest} from "../setup/DomainTest.sol";

/// @dev Names, operators, modes and bans; who gets in and out is in DomainMembers.
contract DomainRegistryTest is DomainTest {
    function test_A_domain_has_the_name_the_mode_and_the_operator_it_was_created_with() public {
        vm.expectEmit();
        emit IDomainRegistry.DomainCreated(3, stranger, "third", OPEN);
        vm.prank(stranger);
        assertEq(domains.createDomain("third", OPEN), 3);
        IDomainRegistry.Domain memory third = domains.domainOf(3);
        assertEq(third.operator, stranger);
        assertEq(third.createdAt, block.timestamp);
        assertTrue(third.mode == OPEN);
        assertEq(third.name, "third");
        assertEq(domains.operatorOf(3), stranger);
        assertEq(domains.idOf("third"), 3);
        assertEq(domains.domainCount(), 3);
        assertTrue(domains.domainOf(closed).mode == ALLOWLIST);
        assertEq(address(domains.NODES()), address(nodes));
        assertEq(domains.EVICTION_NOTICE(), 1 days);
    }

    function test_A_name_that_is_taken_is_refused_to_everybody() public {
        bytes memory taken =
            abi.encodeWithSelector(IDomainRegistry.DomainRegistry_NameTaken.selector, "ham-radio", closed);
        vm.expectRevert(taken);
        vm.prank(stranger);
        domains.createDomain("ham-radio", OPEN);
        vm.expectRevert(taken);
        create("ham-radio", ALLOWLIST);
    }

    function test_Names_of_3_to_32_small_letters_digits_and_single_hyphens_are_taken() public {
        string[6] memory names = ["abc", "a-b", "000", "a-1-z", "0123456789-abcdefghij-klmnopqrst", "xn-80ak6aa92e"];
        for (uint256 i; i < names.length; ++i) {
            assertEq(domains.idOf(names[i]), 0);
            uint256 id = create(names[i], OPEN);
            assertEq(domains.idOf(names[i]), id);
            assertEq(domains.domainOf(id).name, names[i]);
        }
        assertEq(bytes(names[4]).length, 32);
    }

    function test_Every_other_name_is_refused() public {
        bytes[18] memory names = [
            bytes(""),
            "a",
            "ab",
            "0123456789-abcdefghij-klmnopqrstu",
            "-ab",
            "ab-",
            "---",
            "a--b",
            "xn--80ak6aa92e",
            "Abc",
            "aBC",
            "a b",
            "a_b",
            "a.b",
            hex"616200", // ab, then NUL
            hex"d0b0d0b1d0b2", // three Cyrillic letters, the first like a Latin one
            hex"61e2808b62", // a, a space of no width, b
            hex"61ff62" // no text at all
        ];
        for (uint256 i; i < names.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDomainRegistry.DomainRegistry_BadName.selector, names[i]));
            create(string(names[i]), OPEN);
            assertEq(domains.idOf(string(names[i])), 0);
        }
        assertEq(domains.domainCount(), 2);
    }

    function test_Of_all_256_bytes_37_may_stand_inside_a_name() public {
        uint256 taken;
        for (uint256 i; i < 256; ++i) {
            string memory name = string(bytes.concat("a", bytes1(uint8(i)), "b"));
            bool isLetter = i >= 97 && i <= 122;
            bool isDigit = i >= 48 && i <= 57;
            if (isLetter || isDigit || i == 45) ++taken;
            else vm.expectRevert(abi.encodeWithSelector(IDomainRegistry.DomainRegistry_BadName.selector, name));
            create(name, OPEN);
        }
        assertEq(taken, 37);
        assertEq(domains.domainCount(), 2 + taken);
    }

    function test_A_mode_that_does_not_exist_is_refused() public {
        (bool isDone,) = address(domains).call(abi.encodeWithSelector(domains.createDomain.selector, "third", 2));
        assertFalse(isDone);
        (isDone,) = address(domains).call(abi.encodeWithSelector(domains.createDomain.selector, "third", 1));
        assertTrue(isDone);
    }

    function test_A_new_mode_counts_from_now_on_and_moves_nobody() public {
        ask(closed, node, owner);
        ask(open, node, owner);
        vm.startPrank(operator);
        vm.expectEmit();
        emit IDomainRegistry.ModeSet(closed, OPEN);
        domains.setMode(closed, OPEN);
        vm.expectEmit();
        emit IDomainRegistry.ModeSet(open, ALLOWLIST);
        domains.setMode(open, ALLOWLIST);
        vm.stopPrank();
        assertTrue(domains.domainOf(closed).mode == OPEN);
        assertFalse(domains.isAdmitted(closed, node), "it still waits");
        assertTrue(domains.isAdmitted(open, node), "it is still in");
        ask(open, secondNode, other);
        assertFalse(domains.isAdmitted(open, secondNode));
    }

    function test_A_domain_changes_hands_when_the_offer_is_taken() public {
        vm.expectEmit();
        emit IDomainRegistry.DomainOffered(closed, other);
        vm.prank(operator);
        domains.offerDomain(closed, other);
        assertEq(domains.offeredTo(closed), other);
        assertEq(domains.operatorOf(closed), operator, "until it is taken nothing changes");

        vm.expectEmit();
        emit IDomainRegistry.OperatorChanged(closed, operator, other);
        vm.prank(other);
        domains.acceptDomain(closed);
        assertEq(domains.operatorOf(closed), other);
        assertEq(domains.offeredTo(closed), address(0));
        assertEq(domains.operatorOf(open), operator, "the other domain stays");
        refused(IDomainRegistry.DomainRegistry_NotOperator.selector, closed, operator);
        vm.prank(operator);
        domains.setMode(closed, OPEN);
        vm.prank(other);
        domains.setMode(closed, OPEN);
    }

    function test_Only_the_last_one_whom_a_domain_is_offered_to_can_take_it_and_only_once() public {
        vm.startPrank(operator);
        domains.offerDomain(closed, stranger);
        domains.offerDomain(closed, other);
        vm.stopPrank();
        refused(IDomainRegistry.DomainRegistry_NotOffered.selector, closed, stranger);
        vm.prank(stranger);
        domains.acceptDomain(closed);
        refused(IDomainRegistry.DomainRegistry_NotOffered.selector, closed, operator);
        vm.prank(operator);
        domains.acceptDomain(closed);

        vm.startPrank(other);
        domains.acceptDomain(closed);
        domains.offerDomain(closed, operator);
        vm.stopPrank();
        vm.prank(operator);
        domains.acceptDomain(closed);
        refused(IDomainRegistry.DomainRegistry_NotOffered.selector, closed, other);
        vm.prank(other);
        domains.acceptDomain(closed);
    }

    function test_An_offer_that_is_taken_back_is_gone() public {
        vm.startPrank(operator);
        domains.offerDomain(closed, other);
        vm.expectEmit();
        emit IDomainRegistry.DomainOffered(closed, address(0));
        domains.offerDomain(closed, address(0));
        vm.stopPrank();
        refused(IDomainRegistry.DomainRegistry_NotOffered.selector, closed, other);
        vm.prank(other);
        domains.acceptDomain(closed);
    }

    function test_Places_and_bans_stay_when_the_operator_changes() public {
        comeIn(closed, node, owner);
        ask(closed, secondNode, other);
        ban(closed, stranger);
        vm.prank(operator);
        domains.offerDomain(closed, stranger);
        vm.startPrank(stranger);
        domains.acceptDomain(closed);
        assertTrue(domains.isAdmitted(closed, node));
        assertTrue(domains.isBanned(closed, stranger), "a banned wallet may run a domain; its nodes stay out");
        domains.admit(closed, secondNode, other);
        vm.stopPrank();
    }

    function test_Nobody_but_the_operator_changes_a_domain() public {
        ask(closed, node, owner);
        address[3] memory callers = [stranger, owner, node];
        for (uint256 i; i < callers.length; ++i) {
            vm.startPrank(callers[i]);
            bytes memory notOperator =
                abi.encodeWithSelector(IDomainRegistry.DomainRegistry_NotOperator.selector, closed, callers[i]);
            vm.expectRevert(notOperator);
            domains.setMode(closed, OPEN);
            vm.expectRevert(notOperator);
            domains.offerDomain(closed, callers[i]);
            vm.expectRevert(notOperator);
            domains.admit(closed, node, owner);
            vm.expectRevert(notOperator);
            domains.decline(closed, node, "");
            vm.expectRevert(notOperator);
            domains.evict(closed, node, "");
            vm.expectRevert(notOperator);
            domains.ban(closed, operator, "");
            vm.expectRevert(notOperator);
            domains.unban(closed, operator);
            vm.stopPrank();
        }
    }

    function test_A_domain_that_does_not_exist_is_empty_and_changed_by_nobody() public {
        assertDeserted(0);
        assertDeserted(NOBODYS);
        assertDeserted(type(uint256).max);
    }

    function test_A_ban_is_noted_once_and_lifted_once() public {
        vm.startPrank(operator);
        vm.expectEmit();
        emit IDomainRegistry.AccountBanned(closed, owner, "spam");
        domains.ban(closed, owner, "spam");
        assertTrue(domains.isBanned(closed, owner));
        assertFalse(domains.isBanned(open, owner), "in that domain only");
        refused(IDomainRegistry.DomainRegistry_NothingToChange.selector, closed, owner);
        domains.ban(closed, owner, "");

        vm.expectEmit();
        emit IDomainRegistry.AccountUnbanned(closed, owner);
        domains.unban(closed, owner);
        assertFalse(domains.isBanned(closed, owner));
        refused(IDomainRegistry.DomainRegistry_NothingToChange.selector, closed, owner);
        domains.unban(closed, owner);
        vm.stopPrank();
    }

    function test_A_reason_of_256_bytes_is_kept_and_one_of_257_is_refused() public {
        comeIn(closed, node, owner);
        ask(closed, secondNode, other);
        string memory longest = string(new bytes(256));
        string memory tooLong = string(new bytes(257));
        bytes memory reasonTooLong = abi.encodeWithSelector(IDomainRegistry.DomainRegistry_ReasonTooLong.selector, 257);
        vm.startPrank(operator);
        vm.expectRevert(reasonTooLong);
        domains.decline(closed, secondNode, tooLong);
        vm.expectRevert(reasonTooLong);
        domains.evict(closed, node, tooLong);
        vm.expectRevert(reasonTooLong);
        domains.ban(closed, owner, tooLong);

        vm.expectEmit();
        emit IDomainRegistry.RequestDeclined(closed, secondNode, longest);
        domains.decline(closed, secondNode, longest);
        vm.expectEmit();
        emit IDomainRegistry.NodeEvicted(closed, node, longest, uint40(block.timestamp) + 1 days);
        domains.evict(closed, node, longest);
        vm.expectEmit();
        emit IDomainRegistry.AccountBanned(closed, owner, longest);
        domains.ban(closed, owner, longest);
        vm.stopPrank();
    }

    function assertDeserted(uint256 id) private {
        IDomainRegistry.Domain memory domain = domains.domainOf(id);
        IDomainRegistry.Membership memory place = domains.membershipOf(id, node);
        assertEq(
            keccak256(abi.encode(domain)), keccak256(abi.encode(IDomainRegistry.Domain(address(0), 0, ALLOWLIST, "")))
        );
        assertEq(keccak256(abi.encode(place)), keccak256(abi.encode(IDomainRegistry.Membership(address(0), 0, 0, 0))));
        assertEq(domains.operatorOf(id), address(0));
        assertEq(domains.offeredTo(id), address(0));
        assertFalse(domains.isAdmitted(id, node));
        assertFalse(domains.isBanned(id, node));

        vm.startPrank(owner);
        unknown(id);
        domains.setMode(id, OPEN);
        unknown(id);
        domains.offerDomain(id, owner);
        unknown(id);
        domains.acceptDomain(id);
        unknown(id);
        domains.requestAdmission(id, node);
        unknown(id);
        domains.admit(id, node, owner);
        unknown(id);
        domains.decline(id, node, "");
        unknown(id);
        domains.evict(id, node, "");
        unknown(id);
        domains.leaveDomain(id, node);
        unknown(id);
        domains.ban(id, node, "");
        unknown(id);
        domains.unban(id, node);
        vm.stopPrank();
    }
}
