// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {INodeRegistry} from "./interfaces/INodeRegistry.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title Which wallet a node belongs to, and where its earnings go
contract NodeRegistry is INodeRegistry, EIP712 {
    /// @notice How long a change of payout waits, so that a stolen owner's key can be answered by the node.
    uint40 public constant PAYOUT_DELAY = 1 days;

    bytes32 private constant NODE_LINK_TYPEHASH =
        keccak256("NodeLink(address node,address owner,address payout,uint256 nonce,uint256 deadline)");

    /// @inheritdoc INodeRegistry
    mapping(address node => uint256) public nonces;
    /// @inheritdoc INodeRegistry
    mapping(address node => PendingPayout) public pendingPayoutOf;

    mapping(address node => Link) private _links;

    constructor() EIP712("GaiaNet", "1") {}

    /// @inheritdoc INodeRegistry
    function linkNode(
        address node,
        address payout,
        bytes32 metadataHash,
        uint256 deadline,
        bytes calldata nodeSignature
    ) external {
        if (node == address(0) || payout == address(0)) revert NodeRegistry_ZeroAddress();
        address owner = _links[node].owner;
        if (owner != address(0)) revert NodeRegistry_AlreadyLinked(node, owner);
        if (block.timestamp > deadline) revert NodeRegistry_Expired(deadline);
        bytes32 digest = linkDigest(node, msg.sender, payout, deadline);
        if (!SignatureChecker.isValidSignatureNowCalldata(node, digest, nodeSignature)) {
            revert NodeRegistry_BadSignature(node);
        }

        ++nonces[node];
        _links[node] = Link(msg.sender, uint40(block.timestamp), payout, metadataHash);
        emit NodeLinked(node, msg.sender, payout, metadataHash);
    }

    /// @inheritdoc INodeRegistry
    function unlink(address node) external {
        address owner = _requireOwnerOrNode(node);
        delete _links[node];
        delete pendingPayoutOf[node];
        emit NodeUnlinked(node, owner, msg.sender);
    }

    /// @inheritdoc INodeRegistry
    function setMetadata(address node, bytes32 metadataHash) external {
        _requireOwner(node);
        _links[node].metadataHash = metadataHash;
        emit MetadataSet(node, metadataHash);
    }

    /// @inheritdoc INodeRegistry
    function requestPayout(address node, address payout) external {
        _requireOwner(node);
        if (payout == address(0)) revert NodeRegistry_ZeroAddress();
        uint40 readyAt = uint40(block.timestamp) + PAYOUT_DELAY;
        pendingPayoutOf[node] = PendingPayout(payout, readyAt);
        emit PayoutRequested(node, payout, readyAt);
    }

    /// @inheritdoc INodeRegistry
    function applyPayout(address node) external {
        _requireOwner(node);
        PendingPayout memory pending = _takePending(node);
        if (block.timestamp < pending.readyAt) revert NodeRegistry_TooEarly(node, pending.readyAt);
        _links[node].payout = pending.payout;
        emit PayoutApplied(node, pending.payout);
    }

    /// @inheritdoc INodeRegistry
    function cancelPayout(address node) external {
        _requireOwnerOrNode(node);
        emit PayoutCancelled(node, _takePending(node).payout, msg.sender);
    }

    /// @inheritdoc INodeRegistry
    function cancelNonce() external {
        emit NonceCancelled(msg.sender, nonces[msg.sender]++);
    }

    /// @inheritdoc INodeRegistry
    function linkOf(address node)
        external
        view
        returns (address owner, address payout, bytes32 metadataHash, uint40 linkedAt)
    {
        Link storage link = _links[node];
        return (link.owner, link.payout, link.metadataHash, link.linkedAt);
    }

    /// @inheritdoc INodeRegistry
    function ownerOf(address node) external view returns (address) {
        return _links[node].owner;
    }

    /// @inheritdoc INodeRegistry
    function payoutOf(address node) external view returns (address) {
        return _links[node].payout;
    }

    /// @inheritdoc INodeRegistry
    function linkDigest(address node, address owner, address payout, uint256 deadline) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(NODE_LINK_TYPEHASH, node, owner, payout, nonces[node], deadline)));
    }

    function _takePending(address node) private returns (PendingPayout memory pending) {
        pending = pendingPayoutOf[node];
        if (pending.payout == address(0)) revert NodeRegistry_NothingPending(node);
        delete pendingPayoutOf[node];
    }

    function _requireOwner(address node) private view {
        address owner = _links[node].owner;
        if (owner == address(0)) revert NodeRegistry_NotLinked(node);
        if (owner != msg.sender) revert NodeRegistry_NotAllowed(node, msg.sender);
    }

    function _requireOwnerOrNode(address node) private view returns (address owner) {
        owner = _links[node].owner;
        if (owner == address(0)) revert NodeRegistry_NotLinked(node);
        if (owner != msg.sender && node != msg.sender) revert NodeRegistry_NotAllowed(node, msg.sender);
    }
}
