// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DomainRegistry} from "../../src/DomainRegistry.sol";
import {IDomainRegistry} from "../../src/interfaces/IDomainRegistry.sol";
import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {DomainHandler} from "../invariant/handlers/DomainHandler.sol";
import {DomainTest} from "../setup/DomainTest.sol";
import {Vm} from "forge-std/Vm.sol";

contract DomainFuzzTest is DomainTest {
    /// @dev What somebody knows who has only read the events.
    mapping(uint256 id => mapping(address node => IDomainRegistry.Membership)) private readPlace;
    mapping(uint256 id => mapping(address account => bool)) private readBan;
    mapping(uint256 id => address) private readOperator;
    mapping(uint256 id => address) private readOffer;
    mapping(uint256 id => IDomainRegistry.Mode) private readMode;
    mapping(address node => address) private readOwner;

    function testFuzz_A_name_is_taken_if_and_only_if_a_second_reading_of_the_rule_takes_it(uint256 seed) public {
        for (uint256 i; i < 8; ++i) {
            tryName(madeUpName(uint256(keccak256(abi.encode(seed, i)))));
        }
    }

    function testFuzz_Any_bytes_at_all_are_a_name_or_refused(bytes memory name) public {
        tryName(name);
    }

    function test_Made_up_names_are_good_and_bad_ones_of_all_lengths() public {
        uint256[41] memory good;
        uint256[41] memory bad;
        for (uint256 i; i < 2000; ++i) {
            bytes memory name = madeUpName(uint256(keccak256(abi.encode(i))));
            if (tryName(name)) ++good[name.length];
            else ++bad[name.length];
        }
        for (uint256 length; length < 41; ++length) {
            assertGt(bad[length], 0);
            assertEq(good[length] > 0, length >= 3 && length <= 32);
        }
    }

    function testFuzz_Whoever_reads_only_the_events_knows_who_is_in(uint256 seed) public {
        domains = new DomainRegistry(nodes);
        DomainHandler handler = new DomainHandler(domains, nodes);
        vm.recordLogs();
        for (uint256 i; i < 80; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            (bool isDone,) =
                address(handler).call(abi.encodePacked(handler.actionOf(seed), keccak256(abi.encode(~seed)), seed));
            assertTrue(isDone);
            if (seed % 16 == 0) handler.passTime(seed);
        }
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter == address(nodes)) readLink(logs[i]);
            else if (!readDomain(logs[i])) readMember(logs[i]);
        }
        compare(handler);
    }

    function readLink(Vm.Log memory log) private {
        bool isLink = log.topics[0] == INodeRegistry.NodeLinked.selector;
        readOwner[addressOf(log.topics[1])] = isLink ? addressOf(log.topics[2]) : address(0);
    }

    function readDomain(Vm.Log memory log) private returns (bool isRead) {
        bytes32 event_ = log.topics[0];
        uint256 id = uint256(log.topics[1]);
        address account = log.topics.length > 2 ? addressOf(log.topics[2]) : address(0);
        isRead = true;
        if (event_ == IDomainRegistry.DomainCreated.selector) {
            readOperator[id] = account;
            (, readMode[id]) = abi.decode(log.data, (string, IDomainRegistry.Mode));
        } else if (event_ == IDomainRegistry.ModeSet.selector) {
            readMode[id] = abi.decode(log.data, (IDomainRegistry.Mode));
        } else if (event_ == IDomainRegistry.DomainOffered.selector) {
            readOffer[id] = account;
        } else if (event_ == IDomainRegistry.OperatorChanged.selector) {
            assertEq(readOperator[id], account);
            assertEq(readOffer[id], addressOf(log.topics[3]));
            readOperator[id] = addressOf(log.topics[3]);
            readOffer[id] = address(0);
        } else {
            isRead = false;
        }
    }

    function readMember(Vm.Log memory log) private {
        bytes32 event_ = log.topics[0];
        uint256 id = uint256(log.topics[1]);
        address account = addressOf(log.topics[2]);
        IDomainRegistry.Membership storage place = readPlace[id][account];
        if (event_ == IDomainRegistry.AdmissionRequested.selector) {
            readPlace[id][account] = IDomainRegistry.Membership(addressOf(log.topics[3]), 1, 0, 0);
        } else if (event_ == IDomainRegistry.NodeAdmitted.selector) {
            assertEq(place.owner, addressOf(log.topics[3]));
            place.admittedAt = 1;
        } else if (event_ == IDomainRegistry.NodeEvicted.selector) {
            (, place.endsAt) = abi.decode(log.data, (string, uint40));
        } else if (event_ == IDomainRegistry.RequestDeclined.selector || event_ == IDomainRegistry.NodeLeft.selector) {
            delete readPlace[id][account];
        } else {
            assertTrue(
                event_ == IDomainRegistry.AccountBanned.selector || event_ == IDomainRegistry.AccountUnbanned.selector
            );
            readBan[id][account] = event_ == IDomainRegistry.AccountBanned.selector;
        }
    }

    function compare(DomainHandler handler) private view {
        for (uint256 id = 1; id <= domains.domainCount(); ++id) {
            IDomainRegistry.Domain memory domain = domains.domainOf(id);
            assertEq(readOperator[id], domain.operator);
            assertEq(readOffer[id], domains.offeredTo(id));
            assertTrue(readMode[id] == domain.mode);
            for (uint256 i; i < 4; ++i) {
                address machine = handler.machines(i);
                IDomainRegistry.Membership memory place = domains.membershipOf(id, machine);
                IDomainRegistry.Membership memory read = readPlace[id][machine];
                assertEq(read.owner, place.owner);
                assertEq(read.askedAt > 0, place.askedAt > 0);
                assertEq(read.admittedAt > 0, place.admittedAt > 0);
                assertEq(read.endsAt, place.endsAt);
                assertEq(isIn(read, id, machine), domains.isAdmitted(id, machine));
            }
        }
    }

    function isIn(IDomainRegistry.Membership memory read, uint256 id, address machine) private view returns (bool) {
        if (read.admittedAt == 0 || readOwner[machine] != read.owner) return false;
        if (readBan[id][machine] || readBan[id][read.owner]) return false;
        return read.endsAt == 0 || read.endsAt > block.timestamp;
    }

    /// @dev Creates it, if by {isNameToo} and by who was first it can be; says whether it is a good name.
    function tryName(bytes memory name) private returns (bool isGood) {
        isGood = isNameToo(name);
        uint256 taken = domains.idOf(string(name));
        (bool isDone, bytes memory result) =
            address(domains).call(abi.encodeCall(domains.createDomain, (string(name), OPEN)));
        assertEq(isDone, isGood && taken == 0);
        if (isDone) {
            assertEq(domains.idOf(string(name)), abi.decode(result, (uint256)));
        } else if (isGood) {
            assertEq(result, abi.encodeWithSelector(IDomainRegistry.DomainRegistry_NameTaken.selector, name, taken));
        } else {
            assertEq(result, abi.encodeWithSelector(IDomainRegistry.DomainRegistry_BadName.selector, name));
        }
    }

    /// @dev With a hyphen before and behind it, no two hyphens are neighbours, and every byte is one of 37.
    function isNameToo(bytes memory name) private pure returns (bool) {
        if (name.length < 3 || name.length > 32) return false;
        bytes memory letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
        uint256 allowed;
        for (uint256 i; i < letters.length; ++i) {
            allowed |= 1 << uint8(letters[i]);
        }
        bytes memory framed = bytes.concat("-", name, "-");
        for (uint256 i = 1; i < framed.length; ++i) {
            if (framed[i] == "-" && framed[i - 1] == "-") return false;
            if ((allowed >> uint8(framed[i])) & 1 == 0) return false;
        }
        return true;
    }

    /// @dev Up to 40 bytes from the edges of what is allowed, one in 64 from just outside.
    function madeUpName(uint256 seed) private pure returns (bytes memory name) {
        bytes memory good = "abyz0189-";
        bytes memory bad = hex"00202d2f3a40415a5b5f607b7fff";
        name = new bytes(seed % 41);
        for (uint256 i; i < name.length; ++i) {
            uint256 choice = uint256(keccak256(abi.encode(seed, i)));
            name[i] = choice % 64 == 0 ? bad[(choice >> 8) % bad.length] : good[(choice >> 8) % good.length];
        }
    }

    function addressOf(bytes32 topic) private pure returns (address) {
        return address(uint160(uint256(topic)));
    }
}
