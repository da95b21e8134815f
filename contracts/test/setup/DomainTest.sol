// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DomainRegistry} from "../../src/DomainRegistry.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {IDomainRegistry} from "../../src/interfaces/IDomainRegistry.sol";
import {NodeLinks} from "./NodeLinks.sol";

/// @notice Two domains of one operator, one for whom it lets in and one open, and a node of each of two owners.
abstract contract DomainTest is NodeLinks {
    IDomainRegistry.Mode internal constant ALLOWLIST = IDomainRegistry.Mode.Allowlist;
    IDomainRegistry.Mode internal constant OPEN = IDomainRegistry.Mode.Open;
    uint256 internal constant NOBODYS = 99;

    DomainRegistry internal domains;
    address internal operator = makeAddr("operator");
    address internal owner = makeAddr("owner");
    address internal other = makeAddr("other owner");
    address internal stranger = makeAddr("stranger");
    address internal node;
    address internal secondNode;
    uint256 internal closed;
    uint256 internal open;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        nodes = new NodeRegistry();
        domains = new DomainRegistry(nodes);
        node = newNode("node");
        secondNode = newNode("second node");
        link(node, owner);
        link(secondNode, other);
        closed = create("ham-radio", ALLOWLIST);
        open = create("open-garden", OPEN);
    }

    function create(string memory name, IDomainRegistry.Mode mode) internal returns (uint256) {
        vm.prank(operator);
        return domains.createDomain(name, mode);
    }

    function ask(uint256 id, address asking, address by) internal {
        vm.prank(by);
        domains.requestAdmission(id, asking);
    }

    function admit(uint256 id, address asked) internal {
        admit(id, asked, owner);
    }

    function admit(uint256 id, address asked, address by) internal {
        vm.prank(operator);
        domains.admit(id, asked, by);
    }

    /// @dev Asks and is let in.
    function comeIn(uint256 id, address asking, address by) internal {
        ask(id, asking, by);
        admit(id, asking, by);
    }

    function evict(uint256 id, address who) internal {
        vm.prank(operator);
        domains.evict(id, who, "");
    }

    function ban(uint256 id, address account) internal {
        vm.prank(operator);
        domains.ban(id, account, "");
    }

    function unban(uint256 id, address account) internal {
        vm.prank(operator);
        domains.unban(id, account);
    }

    function leaveFrom(uint256 id, address leaving, address by) internal {
        vm.prank(by);
        domains.leaveDomain(id, leaving);
    }

    /// @dev The next call has to fail with exactly this: the error's name and what it says.
    function refused(bytes4 selector, uint256 id, address account) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, id, account));
    }

    function unknown(uint256 id) internal {
        vm.expectRevert(abi.encodeWithSelector(IDomainRegistry.DomainRegistry_UnknownDomain.selector, id));
    }

    function setMode(uint256 id, IDomainRegistry.Mode mode) internal {
        vm.prank(operator);
        domains.setMode(id, mode);
    }

    function banned(uint256 id, address account) internal {
        refused(IDomainRegistry.DomainRegistry_Banned.selector, id, account);
    }

    function notOwner(address whose, address caller) internal {
        vm.expectRevert(abi.encodeWithSelector(IDomainRegistry.DomainRegistry_NotNodeOwner.selector, whose, caller));
    }

    function assertNowhere(uint256 id, address who) internal view {
        assertPlace(id, who, IDomainRegistry.Membership(address(0), 0, 0, 0));
        assertFalse(domains.isAdmitted(id, who));
    }

    function assertPlace(uint256 id, address who, IDomainRegistry.Membership memory expected) internal view {
        IDomainRegistry.Membership memory place = domains.membershipOf(id, who);
        assertEq(place.owner, expected.owner);
        assertEq(place.askedAt, expected.askedAt);
        assertEq(place.admittedAt, expected.admittedAt);
        assertEq(place.endsAt, expected.endsAt);
    }
}
