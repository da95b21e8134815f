// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NodeLinks} from "../../setup/NodeLinks.sol";

/// @notice What domains are by the words of their rules, kept beside the contract: who is where, and which error an action deserves.
abstract contract DomainModel is NodeLinks {
    enum Step {
        Nowhere,
        Waiting,
        Inside,
        Leaving
    }

    struct Place {
        address by;
        Step step;
        uint256 outAt;
    }

    struct Realm {
        address operator;
        address heir;
        bool isOpen;
        string name;
        address[] shutOut;
    }

    string internal constant DONE = "";
    uint256 internal constant MOST_REASON = 256;

    Realm[] internal realms;
    mapping(uint256 id => mapping(address node => Place)) internal places;
    mapping(uint256 id => mapping(address node => mapping(address owner => bool))) public hasAsked;
    mapping(address node => address) internal holder;

    function isInside(uint256 id, address node) public view returns (bool) {
        Place memory place = places[id][node];
        bool isHere = place.step == Step.Inside || (place.step == Step.Leaving && block.timestamp < place.outAt);
        return isHere && holder[node] == place.by && !isShutOut(id, node) && !isShutOut(id, place.by);
    }

    function isShutOut(uint256 id, address account) public view returns (bool) {
        if (!isRealm(id)) return false;
        address[] memory shutOut = realms[id - 1].shutOut;
        for (uint256 i; i < shutOut.length; ++i) {
            if (shutOut[i] == account) return true;
        }
        return false;
    }

    function realmCount() public view returns (uint256) {
        return realms.length;
    }

    function realmOf(uint256 id) public view returns (Realm memory) {
        return realms[id - 1];
    }

    function placeOf(uint256 id, address node) public view returns (Place memory) {
        return places[id][node];
    }

    function isRealm(uint256 id) internal view returns (bool) {
        return id > 0 && id <= realms.length;
    }

    function nameError(string memory name, bool isGood) internal view returns (string memory) {
        if (!isGood) return "BadName(string)";
        for (uint256 i; i < realms.length; ++i) {
            if (keccak256(bytes(realms[i].name)) == keccak256(bytes(name))) return "NameTaken(string,uint256)";
        }
        return DONE;
    }

    function rulerError(uint256 id, address caller) internal view returns (string memory) {
        if (!isRealm(id)) return "UnknownDomain(uint256)";
        return realms[id - 1].operator == caller ? DONE : "NotOperator(uint256,address)";
    }

    function heirError(uint256 id, address caller) internal view returns (string memory) {
        if (!isRealm(id)) return "UnknownDomain(uint256)";
        return realms[id - 1].heir == caller ? DONE : "NotOffered(uint256,address)";
    }

    function askError(uint256 id, address node, address caller) internal view returns (string memory) {
        if (!isRealm(id)) return "UnknownDomain(uint256)";
        if (holder[node] != caller) return "NotNodeOwner(address,address)";
        if (isShutOut(id, node) || isShutOut(id, caller)) return "Banned(uint256,address)";
        Place memory place = places[id][node];
        if (place.by != caller) return DONE;
        bool isPending = place.step == Step.Waiting && !realms[id - 1].isOpen;
        bool isHere = place.step == Step.Inside || (place.step == Step.Leaving && block.timestamp < place.outAt);
        return isPending || isHere ? "AlreadyAsked(uint256,address)" : DONE;
    }

    function admitError(uint256 id, address node, address asker, address caller) internal view returns (string memory) {
        string memory refusal = rulerError(id, caller);
        if (bytes(refusal).length > 0) return refusal;
        Place memory place = places[id][node];
        bool isTheirs = place.by == asker && holder[node] == asker;
        if (place.step != Step.Waiting || !isTheirs) return "NotAsked(uint256,address)";
        return isShutOut(id, node) || isShutOut(id, place.by) ? "Banned(uint256,address)" : DONE;
    }

    function endError(uint256 id, address node, address caller, Step step, uint256 reason)
        internal
        view
        returns (string memory)
    {
        string memory refusal = rulerError(id, caller);
        if (bytes(refusal).length > 0) return refusal;
        if (reason > MOST_REASON) return "ReasonTooLong(uint256)";
        if (places[id][node].step == step) return DONE;
        return step == Step.Waiting ? "NotAsked(uint256,address)" : "NotAdmitted(uint256,address)";
    }

    function leaveError(uint256 id, address node, address caller) internal view returns (string memory) {
        if (!isRealm(id)) return "UnknownDomain(uint256)";
        Place memory place = places[id][node];
        if (place.step == Step.Nowhere) return "NotAsked(uint256,address)";
        bool mayLeave = caller == place.by || caller == node || caller == holder[node];
        return mayLeave ? DONE : "NotNodeOwner(address,address)";
    }

    function banError(uint256 id, address account, address caller, bool isBan, uint256 reason)
        internal
        view
        returns (string memory)
    {
        string memory refusal = rulerError(id, caller);
        if (bytes(refusal).length > 0) return refusal;
        if (reason > MOST_REASON) return "ReasonTooLong(uint256)";
        return isShutOut(id, account) == isBan ? "NothingToChange(uint256,address)" : DONE;
    }
}
