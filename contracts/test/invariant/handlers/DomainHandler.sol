// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DomainRegistry} from "../../../src/DomainRegistry.sol";
import {NodeRegistry} from "../../../src/NodeRegistry.sol";
import {IDomainRegistry} from "../../../src/interfaces/IDomainRegistry.sol";
import {DomainModel} from "./DomainModel.sol";

/// @notice Everything that three people and four nodes can do with a few domains, at random, whether they may or not.
/// Every action has to do, or be refused as, the model says.
contract DomainHandler is DomainModel {
    uint256 private constant MOST_DOMAINS = 3;

    DomainRegistry public domains;
    address[] public people;
    address[] public machines;
    string[4] public names = ["abc", "a-b", "0-0", "a-long-name-of-thirty-two-bytes0"];
    string[4] private _badNames = ["", "a--b", "Abc", "a-long-name-of-thirty-three-bytes"];

    /// @dev How often each action was done, and each error came, so that a run that tested nothing is seen.
    mapping(string what => uint256) public done;

    constructor(DomainRegistry domains_, NodeRegistry nodes_) {
        domains = domains_;
        nodes = nodes_;
        string[3] memory wallets = ["ada", "ben", "cleo"];
        for (uint256 i; i < wallets.length; ++i) {
            people.push(makeAddr(wallets[i]));
        }
        string[4] memory made = ["node one", "node two", "node three", "node four"];
        for (uint256 i; i < made.length; ++i) {
            machines.push(newNode(made[i]));
        }
    }

    /// @dev One of the things that people do, by any number. Time passes by `passTime` alone.
    function actionOf(uint256 seed) external pure returns (bytes4) {
        bytes4[14] memory actions = [
            DomainHandler.create.selector,
            DomainHandler.setMode.selector,
            DomainHandler.offer.selector,
            DomainHandler.accept.selector,
            DomainHandler.request.selector,
            DomainHandler.request.selector,
            DomainHandler.admit.selector,
            DomainHandler.decline.selector,
            DomainHandler.evict.selector,
            DomainHandler.giveUp.selector,
            DomainHandler.ban.selector,
            DomainHandler.unban.selector,
            DomainHandler.linkNode.selector,
            DomainHandler.unlinkNode.selector
        ];
        return actions[seed % actions.length];
    }

    function create(uint256 seed, uint256 more) external {
        if (realms.length == MOST_DOMAINS && more % 8 != 0) return;
        bool isGood = seed % 4 != 0;
        string memory name = isGood ? names[(seed >> 8) % 4] : _badNames[(seed >> 8) % 4];
        string memory refusal = nameError(name, isGood);
        if (realms.length == MOST_DOMAINS && isSame(refusal, DONE)) return;
        address by = personOf(more >> 8);
        bool isOpen = (more >> 16) % 2 == 0;
        act("create", by, refusal, abi.encodeCall(domains.createDomain, (name, modeOf(isOpen))));
        if (isSame(refusal, DONE)) realms.push(Realm(by, address(0), isOpen, name, new address[](0)));
    }

    function setMode(uint256 seed, uint256 more) external {
        (uint256 id, address by) = ruler(seed);
        string memory refusal = rulerError(id, by);
        bool isOpen = more % 2 == 0;
        act("setMode", by, refusal, abi.encodeCall(domains.setMode, (id, modeOf(isOpen))));
        if (isSame(refusal, DONE)) realms[id - 1].isOpen = isOpen;
    }

    function offer(uint256 seed, uint256 more) external {
        (uint256 id, address by) = ruler(seed);
        string memory refusal = rulerError(id, by);
        address to = more % 4 == 0 ? address(0) : personOf(more >> 8);
        act("offer", by, refusal, abi.encodeCall(domains.offerDomain, (id, to)));
        if (isSame(refusal, DONE)) realms[id - 1].heir = to;
    }

    function accept(uint256 seed) external {
        uint256 id = domainOf(seed);
        address by = personOf(seed >> 64);
        if (seed % 4 != 0 && isRealm(id) && realms[id - 1].heir != address(0)) by = realms[id - 1].heir;
        string memory refusal = heirError(id, by);
        act("accept", by, refusal, abi.encodeCall(domains.acceptDomain, (id)));
        if (!isSame(refusal, DONE)) return;
        realms[id - 1].operator = by;
        realms[id - 1].heir = address(0);
    }

    function request(uint256 seed, uint256 more) external {
        uint256 id = domainOf(seed);
        address node = machineOf(more);
        address by = more % 8 != 0 && holder[node] != address(0) ? holder[node] : anybody(more >> 64);
        string memory refusal = askError(id, node, by);
        act("request", by, refusal, abi.encodeCall(domains.requestAdmission, (id, node)));
        if (!isSame(refusal, DONE)) return;
        places[id][node] = Place(by, realms[id - 1].isOpen ? Step.Inside : Step.Waiting, 0);
        hasAsked[id][node][by] = true;
    }

    function admit(uint256 seed, uint256 more) external {
        (uint256 id, address by) = ruler(seed);
        address node = machineIn(id, more, Step.Waiting);
        address asker = (more >> 128) % 8 != 0 ? places[id][node].by : personOf(more >> 128);
        string memory refusal = admitError(id, node, asker, by);
        act("admit", by, refusal, abi.encodeCall(domains.admit, (id, node, asker)));
        if (isSame(refusal, DONE)) places[id][node].step = Step.Inside;
    }

    function decline(uint256 seed, uint256 more) external {
        (uint256 id, address by) = ruler(seed);
        address node = machineIn(id, more, Step.Waiting);
        string memory reason = reasonOf(more);
        string memory refusal = endError(id, node, by, Step.Waiting, bytes(reason).length);
        act("decline", by, refusal, abi.encodeCall(domains.decline, (id, node, reason)));
        if (isSame(refusal, DONE)) delete places[id][node];
    }

    function evict(uint256 seed, uint256 more) external {
        (uint256 id, address by) = ruler(seed);
        address node = machineIn(id, more, Step.Inside);
        string memory reason = reasonOf(more);
        string memory refusal = endError(id, node, by, Step.Inside, bytes(reason).length);
        act("evict", by, refusal, abi.encodeCall(domains.evict, (id, node, reason)));
        if (isSame(refusal, DONE)) {
            places[id][node] = Place(places[id][node].by, Step.Leaving, block.timestamp + 1 days);
        }
    }

    function giveUp(uint256 seed, uint256 more) external {
        uint256 id = domainOf(seed);
        address node = machineOf(more);
        address by = anybody(more >> 64);
        string memory refusal = leaveError(id, node, by);
        act("giveUp", by, refusal, abi.encodeCall(domains.leaveDomain, (id, node)));
        if (isSame(refusal, DONE)) delete places[id][node];
    }

    function ban(uint256 seed, uint256 more) external {
        (uint256 id, address by) = ruler(seed);
        address account = anybody(more >> 64);
        string memory reason = reasonOf(more);
        string memory refusal = banError(id, account, by, true, bytes(reason).length);
        act("ban", by, refusal, abi.encodeCall(domains.ban, (id, account, reason)));
        if (isSame(refusal, DONE)) realms[id - 1].shutOut.push(account);
    }

    function unban(uint256 seed, uint256 more) external {
        (uint256 id, address by) = ruler(seed);
        address account = anybody(more >> 64);
        if (more % 4 != 0 && isRealm(id) && realms[id - 1].shutOut.length > 0) account = realms[id - 1].shutOut[0];
        string memory refusal = banError(id, account, by, false, 0);
        act("unban", by, refusal, abi.encodeCall(domains.unban, (id, account)));
        if (!isSame(refusal, DONE)) return;
        address[] storage shutOut = realms[id - 1].shutOut;
        for (uint256 i; i < shutOut.length; ++i) {
            if (shutOut[i] != account) continue;
            shutOut[i] = shutOut[shutOut.length - 1];
            shutOut.pop();
        }
    }

    function linkNode(uint256 seed) external {
        address node = machineOf(seed);
        if (holder[node] != address(0)) return;
        holder[node] = personOf(seed >> 64);
        link(node, holder[node]);
        ++done["link"];
    }

    function unlinkNode(uint256 seed) external {
        address node = machineOf(seed);
        if (holder[node] == address(0) || seed % 4 != 0) return;
        vm.prank((seed >> 64) % 2 == 0 ? node : holder[node]);
        nodes.unlink(node);
        holder[node] = address(0);
        ++done["unlink"];
    }

    function passTime(uint256 seed) external {
        vm.warp(block.timestamp + (seed % 4 == 0 ? 1 days : 1 + (seed >> 8) % 8 hours));
        ++done["passTime"];
    }

    /// @dev Does it as `by`; it must succeed if and only if there is no `refusal`, and else fail with that one.
    function act(string memory what, address by, string memory refusal, bytes memory input) private {
        vm.prank(by);
        (bool isDone, bytes memory result) = address(domains).call(input);
        if (isSame(refusal, DONE)) {
            assertTrue(isDone, string.concat(what, " was refused"));
            ++done[what];
        } else {
            assertFalse(isDone, string.concat(what, " was done in spite of ", refusal));
            bytes4 selector = bytes4(keccak256(bytes(string.concat("DomainRegistry_", refusal))));
            assertEq(bytes4(result), selector, string.concat(what, " failed, but not with ", refusal));
            ++done[refusal];
        }
    }

    /// @dev Mostly a domain that exists; now and then 0 or the next one.
    function domainOf(uint256 seed) private view returns (uint256) {
        uint256 count = realms.length;
        if (count == 0 || (seed >> 32) % 16 == 0) return (seed >> 40) % 2 == 0 ? 0 : count + 1;
        return 1 + (seed >> 40) % count;
    }

    /// @dev A domain, and mostly its operator.
    function ruler(uint256 seed) private view returns (uint256 id, address by) {
        id = domainOf(seed);
        by = isRealm(id) && (seed >> 16) % 8 != 0 ? realms[id - 1].operator : anybody(seed >> 64);
    }

    /// @dev Mostly a node at that step, if there is one.
    function machineIn(uint256 id, uint256 seed, Step step) private view returns (address node) {
        node = machineOf(seed);
        if ((seed >> 16) % 4 == 0) return node;
        for (uint256 i; i < machines.length; ++i) {
            address next = machines[((seed >> 32) + i) % machines.length];
            if (places[id][next].step == step) return next;
        }
    }

    function machineOf(uint256 seed) private view returns (address) {
        return machines[(seed >> 24) % machines.length];
    }

    function personOf(uint256 seed) private view returns (address) {
        return people[seed % people.length];
    }

    function anybody(uint256 seed) private view returns (address) {
        uint256 index = seed % (people.length + machines.length);
        return index < people.length ? people[index] : machines[index - people.length];
    }

    function reasonOf(uint256 seed) private pure returns (string memory) {
        uint256 kind = (seed >> 48) % 8;
        return string(new bytes(kind == 0 ? 257 : kind == 1 ? 256 : kind));
    }

    function modeOf(bool isOpen) private pure returns (IDomainRegistry.Mode) {
        return isOpen ? IDomainRegistry.Mode.Open : IDomainRegistry.Mode.Allowlist;
    }

    function isSame(string memory a, string memory b) private pure returns (bool) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }
}
