// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDomainRegistry} from "./interfaces/IDomainRegistry.sol";
import {INodeRegistry} from "./interfaces/INodeRegistry.sol";

/// @title Domains: many nodes under one name, and which nodes their operators have let in
contract DomainRegistry is IDomainRegistry {
    /// @notice How long a node that has to leave is still in, so that nobody is cut off in the middle of its work.
    uint40 public constant EVICTION_NOTICE = 1 days;

    uint256 private constant LEAST_NAME_BYTES = 3;
    uint256 private constant MOST_NAME_BYTES = 32;
    uint256 private constant MOST_REASON_BYTES = 256;

    /// @notice Says whom a node belongs to.
    INodeRegistry public immutable NODES;

    /// @inheritdoc IDomainRegistry
    uint256 public domainCount;
    /// @inheritdoc IDomainRegistry
    mapping(uint256 id => address) public offeredTo;
    /// @inheritdoc IDomainRegistry
    mapping(uint256 id => mapping(address account => bool)) public isBanned;

    mapping(uint256 id => Domain) private _domains;
    mapping(bytes32 nameHash => uint256) private _idOf;
    mapping(uint256 id => mapping(address node => Membership)) private _memberships;

    modifier onlyOperator(uint256 id) {
        _requireOperator(id);
        _;
    }

    constructor(INodeRegistry nodes) {
        NODES = nodes;
    }

    /// @inheritdoc IDomainRegistry
    function createDomain(string calldata name, Mode mode) external returns (uint256 id) {
        if (!_isName(bytes(name))) revert DomainRegistry_BadName(name);
        bytes32 nameHash = keccak256(bytes(name));
        uint256 taken = _idOf[nameHash];
        if (taken != 0) revert DomainRegistry_NameTaken(name, taken);

        id = ++domainCount;
        _idOf[nameHash] = id;
        _domains[id] = Domain(msg.sender, uint40(block.timestamp), mode, name);
        emit DomainCreated(id, msg.sender, name, mode);
    }

    /// @inheritdoc IDomainRegistry
    function setMode(uint256 id, Mode mode) external onlyOperator(id) {
        _domains[id].mode = mode;
        emit ModeSet(id, mode);
    }

    /// @inheritdoc IDomainRegistry
    function offerDomain(uint256 id, address to) external onlyOperator(id) {
        offeredTo[id] = to;
        emit DomainOffered(id, to);
    }

    /// @inheritdoc IDomainRegistry
    function acceptDomain(uint256 id) external {
        address from = _requireDomain(id);
        if (offeredTo[id] != msg.sender) revert DomainRegistry_NotOffered(id, msg.sender);
        delete offeredTo[id];
        _domains[id].operator = msg.sender;
        emit OperatorChanged(id, from, msg.sender);
    }

    /// @inheritdoc IDomainRegistry
    function requestAdmission(uint256 id, address node) external {
        _requireDomain(id);
        if (NODES.ownerOf(node) != msg.sender) revert DomainRegistry_NotNodeOwner(node, msg.sender);
        _requireNotBanned(id, node, msg.sender);
        bool isOpen = _domains[id].mode == Mode.Open;
        Membership memory present = _memberships[id][node];
        bool isOut = present.endsAt != 0 && present.endsAt <= block.timestamp;
        bool mayComeIn = isOpen && present.admittedAt == 0;
        if (present.owner == msg.sender && !isOut && !mayComeIn) revert DomainRegistry_AlreadyAsked(id, node);

        uint40 time = uint40(block.timestamp);
        _memberships[id][node] = Membership(msg.sender, time, isOpen ? time : 0, 0);
        emit AdmissionRequested(id, node, msg.sender);
        if (isOpen) emit NodeAdmitted(id, node, msg.sender);
    }

    /// @inheritdoc IDomainRegistry
    function admit(uint256 id, address node, address owner) external onlyOperator(id) {
        Membership storage membership = _requireAsked(id, node);
        if (membership.owner != owner || NODES.ownerOf(node) != owner) revert DomainRegistry_NotAsked(id, node);
        _requireNotBanned(id, node, owner);
        membership.admittedAt = uint40(block.timestamp);
        emit NodeAdmitted(id, node, owner);
    }

    /// @inheritdoc IDomainRegistry
    function decline(uint256 id, address node, string calldata reason) external onlyOperator(id) {
        _requireShort(reason);
        _requireAsked(id, node);
        delete _memberships[id][node];
        emit RequestDeclined(id, node, reason);
    }

    /// @inheritdoc IDomainRegistry
    function evict(uint256 id, address node, string calldata reason) external onlyOperator(id) {
        _requireShort(reason);
        Membership storage membership = _memberships[id][node];
        if (membership.admittedAt == 0 || membership.endsAt != 0) revert DomainRegistry_NotAdmitted(id, node);
        uint40 endsAt = uint40(block.timestamp) + EVICTION_NOTICE;
        membership.endsAt = endsAt;
        emit NodeEvicted(id, node, reason, endsAt);
    }

    /// @inheritdoc IDomainRegistry
    function leaveDomain(uint256 id, address node) external {
        address asked = _memberships[id][node].owner;
        if (asked == address(0)) {
            _requireDomain(id);
            revert DomainRegistry_NotAsked(id, node);
        }
        if (msg.sender != asked && msg.sender != node && msg.sender != NODES.ownerOf(node)) {
            revert DomainRegistry_NotNodeOwner(node, msg.sender);
        }
        delete _memberships[id][node];
        emit NodeLeft(id, node, msg.sender);
    }

    /// @inheritdoc IDomainRegistry
    function ban(uint256 id, address account, string calldata reason) external onlyOperator(id) {
        _requireShort(reason);
        if (isBanned[id][account]) revert DomainRegistry_NothingToChange(id, account);
        isBanned[id][account] = true;
        emit AccountBanned(id, account, reason);
    }

    /// @inheritdoc IDomainRegistry
    function unban(uint256 id, address account) external onlyOperator(id) {
        if (!isBanned[id][account]) revert DomainRegistry_NothingToChange(id, account);
        isBanned[id][account] = false;
        emit AccountUnbanned(id, account);
    }

    /// @inheritdoc IDomainRegistry
    function isAdmitted(uint256 id, address node) external view returns (bool) {
        Membership storage membership = _memberships[id][node];
        address owner = membership.owner;
        uint40 endsAt = membership.endsAt;
        return membership.admittedAt != 0 && (endsAt == 0 || block.timestamp < endsAt) && !isBanned[id][node]
            && !isBanned[id][owner] && NODES.ownerOf(node) == owner;
    }

    /// @inheritdoc IDomainRegistry
    function domainOf(uint256 id) external view returns (Domain memory) {
        return _domains[id];
    }

    /// @inheritdoc IDomainRegistry
    function operatorOf(uint256 id) external view returns (address) {
        return _domains[id].operator;
    }

    /// @inheritdoc IDomainRegistry
    function idOf(string calldata name) external view returns (uint256) {
        return _idOf[keccak256(bytes(name))];
    }

    /// @inheritdoc IDomainRegistry
    function membershipOf(uint256 id, address node) external view returns (Membership memory) {
        return _memberships[id][node];
    }

    function _isName(bytes calldata name) private pure returns (bool) {
        uint256 length = name.length;
        if (length < LEAST_NAME_BYTES || length > MOST_NAME_BYTES) return false;
        bool wasHyphen = true;
        for (uint256 i; i < length; ++i) {
            bytes1 char = name[i];
            bool isHyphen = char == "-";
            bool isLetterOrDigit = (char >= "a" && char <= "z") || (char >= "0" && char <= "9");
            if (!isLetterOrDigit && (!isHyphen || wasHyphen)) return false;
            wasHyphen = isHyphen;
        }
        return !wasHyphen;
    }

    function _requireAsked(uint256 id, address node) private view returns (Membership storage membership) {
        membership = _memberships[id][node];
        if (membership.askedAt == 0 || membership.admittedAt != 0) revert DomainRegistry_NotAsked(id, node);
    }

    function _requireDomain(uint256 id) private view returns (address operator) {
        operator = _domains[id].operator;
        if (operator == address(0)) revert DomainRegistry_UnknownDomain(id);
    }

    function _requireOperator(uint256 id) private view {
        if (_requireDomain(id) != msg.sender) revert DomainRegistry_NotOperator(id, msg.sender);
    }

    function _requireNotBanned(uint256 id, address node, address owner) private view {
        if (isBanned[id][node]) revert DomainRegistry_Banned(id, node);
        if (isBanned[id][owner]) revert DomainRegistry_Banned(id, owner);
    }

    function _requireShort(string calldata reason) private pure {
        uint256 length = bytes(reason).length;
        if (length > MOST_REASON_BYTES) revert DomainRegistry_ReasonTooLong(length);
    }
}
