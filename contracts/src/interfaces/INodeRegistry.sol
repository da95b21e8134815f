// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Which wallet a node belongs to, and where its earnings go
/// @notice A node is the address of its key. Its owner's wallet links it with the node's consent, signed as EIP-712
/// `NodeLink(address node,address owner,address payout,uint256 nonce,uint256 deadline)`. Many nodes may share a payout.
interface INodeRegistry {
    /// @notice A node's link.
    /// @param owner Wallet that linked it.
    /// @param payout Wallet that its earnings go to.
    /// @param metadataHash SHA-256 of what the owner says about it; not signed by the node.
    /// @param linkedAt When it was linked.
    struct Link {
        address owner;
        uint40 linkedAt;
        address payout;
        bytes32 metadataHash;
    }

    /// @notice A change of payout that waits.
    /// @param payout New payout; zero when none waits.
    /// @param readyAt First second in which it can be applied.
    struct PendingPayout {
        address payout;
        uint40 readyAt;
    }

    /// @notice `node` now belongs to `owner`.
    event NodeLinked(address indexed node, address indexed owner, address indexed payout, bytes32 metadataHash);
    /// @notice `node` belongs to nobody; `by` is its owner or the node itself.
    event NodeUnlinked(address indexed node, address indexed owner, address by);
    /// @notice The owner said something new about the node.
    event MetadataSet(address indexed node, bytes32 metadataHash);
    /// @notice The owner wants another payout, from `readyAt` on.
    event PayoutRequested(address indexed node, address indexed payout, uint40 readyAt);
    /// @notice Earnings go to `payout` from now on.
    event PayoutApplied(address indexed node, address indexed payout);
    /// @notice The wanted payout was withdrawn by the owner or the node.
    event PayoutCancelled(address indexed node, address indexed payout, address by);
    /// @notice The node made what it had signed with `nonce` void.
    event NonceCancelled(address indexed node, uint256 nonce);

    /// @notice A payout or node is the zero address.
    error NodeRegistry_ZeroAddress();
    /// @notice The node has an owner; it has to be unlinked first.
    error NodeRegistry_AlreadyLinked(address node, address owner);
    /// @notice The node has no owner.
    error NodeRegistry_NotLinked(address node);
    /// @notice The caller may not do that to the node.
    error NodeRegistry_NotAllowed(address node, address caller);
    /// @notice The node's consent ended at `deadline`.
    error NodeRegistry_Expired(uint256 deadline);
    /// @notice The node didn't sign this link (other owner, payout, nonce, deadline, contract or chain).
    error NodeRegistry_BadSignature(address node);
    /// @notice No change of payout waits.
    error NodeRegistry_NothingPending(address node);
    /// @notice The change of payout can't be applied before `readyAt`.
    error NodeRegistry_TooEarly(address node, uint256 readyAt);

    /// @notice Links `node` to the caller.
    /// @param node Address of the node's key.
    /// @param payout Wallet for its earnings.
    /// @param metadataHash SHA-256 of what the owner says about it, or zero.
    /// @param deadline Last second in which the node's signature counts.
    /// @param nodeSignature The node's signature of `NodeLink` with its present {nonces}.
    function linkNode(
        address node,
        address payout,
        bytes32 metadataHash,
        uint256 deadline,
        bytes calldata nodeSignature
    ) external;

    /// @notice Ends the link. The owner or the node may call it.
    function unlink(address node) external;

    /// @notice Replaces what the owner says about the node. Only the owner.
    function setMetadata(address node, bytes32 metadataHash) external;

    /// @notice Asks for another payout, which can be applied a day later. Only the owner. A later request replaces it.
    function requestPayout(address node, address payout) external;

    /// @notice Makes the requested payout the payout. Only the owner, a day after the request.
    function applyPayout(address node) external;

    /// @notice Withdraws the requested payout. The owner or the node may call it.
    function cancelPayout(address node) external;

    /// @notice Called by the node: what it has signed and nobody has used becomes void.
    function cancelNonce() external;

    /// @notice The node's link; all zero when it has none.
    function linkOf(address node)
        external
        view
        returns (address owner, address payout, bytes32 metadataHash, uint40 linkedAt);

    /// @notice Owner of the node, or zero.
    function ownerOf(address node) external view returns (address);

    /// @notice Payout of the node, or zero.
    function payoutOf(address node) external view returns (address);

    /// @notice The change of payout that waits.
    function pendingPayoutOf(address node) external view returns (address payout, uint40 readyAt);

    /// @notice Number that the node's next signature has to carry.
    function nonces(address node) external view returns (uint256);

    /// @notice What the node has to sign for this link.
    function linkDigest(address node, address owner, address payout, uint256 deadline) external view returns (bytes32);
}
