// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DomainRegistry} from "../../src/DomainRegistry.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {IDomainRegistry} from "../../src/interfaces/IDomainRegistry.sol";
import {DomainHandler} from "./handlers/DomainHandler.sol";
import {DomainModel} from "./handlers/DomainModel.sol";
import {Test} from "forge-std/Test.sol";

contract DomainInvariantTest is Test {
    NodeRegistry private nodes;
    DomainRegistry private domains;
    DomainHandler private handler;

    function setUp() public {
        vm.warp(1_800_000_000);
        nodes = new NodeRegistry();
        domains = new DomainRegistry(nodes);
        handler = new DomainHandler(domains, nodes);
        targetContract(address(handler));
    }

    function invariant_Every_line_of_the_README_holds_after_any_actions() public view {
        A_domain_is_what_its_operators_made_it();
        A_name_belongs_to_one_domain_for_ever();
        A_node_is_in_if_and_only_if_the_model_says_so();
        Nobody_is_in_who_did_not_ask_through_its_owner();
        A_domain_that_does_not_exist_is_empty();
    }

    /// @dev The walk is only worth something if it gets everywhere, and into every refusal.
    function test_A_random_walk_takes_every_kind_of_action_and_meets_every_error() public {
        for (uint256 i; i < 1500; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            bytes4 action = seed % 15 == 14 ? handler.passTime.selector : handler.actionOf(seed % 15);
            (bool isDone,) = address(handler).call(abi.encodePacked(action, keccak256(abi.encode(seed)), ~seed));
            assertTrue(isDone);
            if (i % 50 == 0) invariant_Every_line_of_the_README_holds_after_any_actions();
        }
        string[26] memory names = [
            "create",
            "setMode",
            "offer",
            "accept",
            "request",
            "admit",
            "decline",
            "evict",
            "giveUp",
            "ban",
            "unban",
            "link",
            "unlink",
            "passTime",
            "UnknownDomain(uint256)",
            "BadName(string)",
            "NameTaken(string,uint256)",
            "NotOperator(uint256,address)",
            "NotOffered(uint256,address)",
            "NotNodeOwner(address,address)",
            "Banned(uint256,address)",
            "NothingToChange(uint256,address)",
            "AlreadyAsked(uint256,address)",
            "NotAsked(uint256,address)",
            "NotAdmitted(uint256,address)",
            "ReasonTooLong(uint256)"
        ];
        for (uint256 i; i < names.length; ++i) {
            assertGt(handler.done(names[i]), 0, names[i]);
        }
    }

    function A_domain_is_what_its_operators_made_it() private view {
        assertEq(domains.domainCount(), handler.realmCount());
        for (uint256 id = 1; id <= handler.realmCount(); ++id) {
            DomainModel.Realm memory realm = handler.realmOf(id);
            IDomainRegistry.Domain memory domain = domains.domainOf(id);
            assertEq(domain.operator, realm.operator);
            assertEq(domains.operatorOf(id), realm.operator);
            assertEq(domains.offeredTo(id), realm.heir);
            assertEq(domain.mode == IDomainRegistry.Mode.Open, realm.isOpen);
            for (uint256 i; i < 7; ++i) {
                address account = i < 3 ? handler.people(i) : handler.machines(i - 3);
                assertEq(domains.isBanned(id, account), handler.isShutOut(id, account));
            }
        }
    }

    function A_name_belongs_to_one_domain_for_ever() private view {
        uint256 named;
        for (uint256 i; i < 4; ++i) {
            uint256 id = domains.idOf(handler.names(i));
            if (id == 0) continue;
            ++named;
            assertEq(domains.domainOf(id).name, handler.names(i));
            assertEq(handler.realmOf(id).name, handler.names(i));
        }
        assertEq(named, handler.realmCount());
    }

    function A_node_is_in_if_and_only_if_the_model_says_so() private view {
        for (uint256 id = 1; id <= handler.realmCount(); ++id) {
            for (uint256 i; i < 4; ++i) {
                address node = handler.machines(i);
                assertEq(domains.isAdmitted(id, node), handler.isInside(id, node));
                DomainModel.Place memory place = handler.placeOf(id, node);
                IDomainRegistry.Membership memory membership = domains.membershipOf(id, node);
                assertEq(membership.owner, place.by);
                assertEq(membership.askedAt > 0, place.step >= DomainModel.Step.Waiting);
                assertEq(membership.admittedAt > 0, place.step >= DomainModel.Step.Inside);
                assertEq(membership.endsAt, place.outAt);
            }
        }
    }

    function Nobody_is_in_who_did_not_ask_through_its_owner() private view {
        for (uint256 id = 1; id <= handler.realmCount(); ++id) {
            for (uint256 i; i < 4; ++i) {
                address node = handler.machines(i);
                if (domains.isAdmitted(id, node)) assertTrue(handler.hasAsked(id, node, nodes.ownerOf(node)));
            }
        }
    }

    function A_domain_that_does_not_exist_is_empty() private view {
        for (uint256 i; i < 2; ++i) {
            uint256 id = i * (handler.realmCount() + 1);
            assertEq(domains.operatorOf(id), address(0));
            for (uint256 n; n < 4; ++n) {
                assertFalse(domains.isAdmitted(id, handler.machines(n)));
                assertEq(domains.membershipOf(id, handler.machines(n)).askedAt, 0);
            }
        }
    }
}
