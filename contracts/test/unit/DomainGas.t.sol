// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DomainTest} from "../setup/DomainTest.sol";

/// @dev Gas of each action on a domain as a transaction of its own (isolated), kept in contracts/test/gas/Actions.json.
/// forge-config: default.isolate = true
contract DomainGasTest is DomainTest {
    string private constant REASON = "answers slower than the others";

    function test_Gas_of_domains() public {
        create("gardeners", OPEN);
        snap("createDomain");
        vm.startPrank(operator);
        domains.setMode(open, ALLOWLIST);
        snap("setMode");
        domains.offerDomain(open, other);
        snap("offerDomain");
        vm.stopPrank();
        vm.prank(other);
        domains.acceptDomain(open);
        snap("acceptDomain");
    }

    function test_Gas_of_places_in_domains() public {
        ask(closed, node, owner);
        snap("requestAdmission");
        admit(closed, node);
        snap("admit");
        vm.prank(operator);
        domains.evict(closed, node, REASON);
        snap("evict");
        leaveFrom(closed, node, owner);
        snap("leaveDomain");
        ask(open, node, owner);
        snap("requestAdmission, open domain");
        ask(closed, secondNode, other);
        vm.startPrank(operator);
        domains.decline(closed, secondNode, REASON);
        snap("decline");
        domains.ban(open, node, REASON);
        snap("ban");
        domains.unban(open, node);
        snap("unban");
        vm.stopPrank();
    }

    function snap(string memory action) private {
        vm.snapshotGasLastCall("Actions", action);
    }
}
