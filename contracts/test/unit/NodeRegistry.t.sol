// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {Test} from "forge-std/Test.sol";

contract NodeRegistryTest is Test {
    NodeRegistry private registry;
    address private owner = makeAddr("owner");
    address private payout = makeAddr("payout");
    address private stranger = makeAddr("stranger");
    address private node;
    uint256 private nodeKey;
    uint256 private deadline;
    bytes32 private constant METADATA = keccak256("metadata");

    function setUp() public {
        vm.warp(1_800_000_000);
        deadline = block.timestamp + 1 hours;
        registry = new NodeRegistry();
        (node, nodeKey) = makeAddrAndKey("node");
    }

    function test_A_node_is_linked_with_its_consent() public {
        vm.expectEmit();
        emit INodeRegistry.NodeLinked(node, owner, payout, METADATA);
        link();
        (address linkOwner, address linkPayout, bytes32 metadataHash, uint40 linkedAt) = registry.linkOf(node);
        assertEq(linkOwner, owner);
        assertEq(linkPayout, payout);
        assertEq(metadataHash, METADATA);
        assertEq(linkedAt, block.timestamp);
        assertEq(registry.ownerOf(node), owner);
        assertEq(registry.payoutOf(node), payout);
        assertEq(registry.nonces(node), 1);
    }

    function test_Many_nodes_share_one_payout() public {
        link();
        (address second, uint256 secondKey) = makeAddrAndKey("second node");
        bytes memory signature = sign(secondKey, registry.linkDigest(second, owner, payout, deadline));
        vm.prank(owner);
        registry.linkNode(second, payout, METADATA, deadline, signature);
        assertEq(registry.payoutOf(second), registry.payoutOf(node));
    }

    function test_The_digest_is_that_of_EIP_712_written_out_by_hand() public view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("GaiaNet"),
                keccak256("1"),
                block.chainid,
                address(registry)
            )
        );
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("NodeLink(address node,address owner,address payout,uint256 nonce,uint256 deadline)"),
                node,
                owner,
                payout,
                0,
                deadline
            )
        );
        assertEq(
            registry.linkDigest(node, owner, payout, deadline),
            keccak256(abi.encodePacked(hex"1901", domain, structHash))
        );
    }

    function test_A_node_that_has_an_owner_is_not_linked_again() public {
        link();
        bytes memory signature = sign(nodeKey, registry.linkDigest(node, stranger, stranger, deadline));
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_AlreadyLinked.selector, node, owner));
        vm.prank(stranger);
        registry.linkNode(node, stranger, METADATA, deadline, signature);
    }

    function test_Zero_addresses_are_refused() public {
        vm.startPrank(owner);
        vm.expectRevert(INodeRegistry.NodeRegistry_ZeroAddress.selector);
        registry.linkNode(address(0), payout, METADATA, deadline, "");
        vm.expectRevert(INodeRegistry.NodeRegistry_ZeroAddress.selector);
        registry.linkNode(node, address(0), METADATA, deadline, "");
        vm.stopPrank();
        link();
        vm.expectRevert(INodeRegistry.NodeRegistry_ZeroAddress.selector);
        vm.prank(owner);
        registry.requestPayout(node, address(0));
    }

    function test_A_consent_counts_in_its_last_second_and_not_after_it() public {
        bytes memory signature = sign(nodeKey, registry.linkDigest(node, owner, payout, deadline));
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_Expired.selector, deadline));
        vm.prank(owner);
        registry.linkNode(node, payout, METADATA, deadline, signature);
        vm.warp(deadline);
        vm.prank(owner);
        registry.linkNode(node, payout, METADATA, deadline, signature);
    }

    function test_The_owner_or_the_node_ends_the_link_and_nobody_else() public {
        link();
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_NotAllowed.selector, node, stranger));
        vm.prank(stranger);
        registry.unlink(node);

        vm.expectEmit();
        emit INodeRegistry.NodeUnlinked(node, owner, node);
        vm.prank(node);
        registry.unlink(node);
        assertEq(registry.ownerOf(node), address(0));
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_NotLinked.selector, node));
        vm.prank(node);
        registry.unlink(node);

        link();
        vm.prank(owner);
        registry.unlink(node);
        assertEq(registry.payoutOf(node), address(0));
    }

    function test_A_consent_used_once_does_not_link_the_node_again() public {
        bytes memory signature = sign(nodeKey, registry.linkDigest(node, owner, payout, deadline));
        vm.startPrank(owner);
        registry.linkNode(node, payout, METADATA, deadline, signature);
        registry.unlink(node);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_BadSignature.selector, node));
        registry.linkNode(node, payout, METADATA, deadline, signature);
        vm.stopPrank();
    }

    function test_A_consent_that_the_node_made_void_does_not_count() public {
        bytes memory signature = sign(nodeKey, registry.linkDigest(node, owner, payout, deadline));
        vm.expectEmit();
        emit INodeRegistry.NonceCancelled(node, 0);
        vm.prank(node);
        registry.cancelNonce();
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_BadSignature.selector, node));
        vm.prank(owner);
        registry.linkNode(node, payout, METADATA, deadline, signature);
    }

    function test_The_owner_replaces_the_metadata_and_nobody_else() public {
        link();
        vm.expectEmit();
        emit INodeRegistry.MetadataSet(node, keccak256("new"));
        vm.prank(owner);
        registry.setMetadata(node, keccak256("new"));
        (,, bytes32 metadataHash,) = registry.linkOf(node);
        assertEq(metadataHash, keccak256("new"));
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_NotAllowed.selector, node, node));
        vm.prank(node);
        registry.setMetadata(node, 0);
    }

    function test_A_new_payout_waits_a_day() public {
        link();
        uint40 readyAt = uint40(block.timestamp) + 1 days;
        vm.startPrank(owner);
        vm.expectEmit();
        emit INodeRegistry.PayoutRequested(node, stranger, readyAt);
        registry.requestPayout(node, stranger);
        assertEq(registry.payoutOf(node), payout);
        vm.warp(readyAt - 1);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_TooEarly.selector, node, readyAt));
        registry.applyPayout(node);
        vm.warp(readyAt);
        vm.expectEmit();
        emit INodeRegistry.PayoutApplied(node, stranger);
        registry.applyPayout(node);
        assertEq(registry.payoutOf(node), stranger);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_NothingPending.selector, node));
        registry.applyPayout(node);
        vm.stopPrank();
    }

    function test_A_later_request_starts_the_day_again() public {
        link();
        vm.startPrank(owner);
        registry.requestPayout(node, stranger);
        vm.warp(block.timestamp + 23 hours);
        registry.requestPayout(node, owner);
        vm.warp(block.timestamp + 2 hours);
        vm.expectPartialRevert(INodeRegistry.NodeRegistry_TooEarly.selector);
        registry.applyPayout(node);
        vm.stopPrank();
        (address waiting,) = registry.pendingPayoutOf(node);
        assertEq(waiting, owner);
    }

    function test_The_node_or_the_owner_withdraws_a_requested_payout() public {
        link();
        vm.prank(owner);
        registry.requestPayout(node, stranger);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_NotAllowed.selector, node, stranger));
        vm.prank(stranger);
        registry.cancelPayout(node);
        vm.expectEmit();
        emit INodeRegistry.PayoutCancelled(node, stranger, node);
        vm.prank(node);
        registry.cancelPayout(node);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_NothingPending.selector, node));
        vm.prank(owner);
        registry.cancelPayout(node);
    }

    function test_A_request_does_not_outlive_the_link() public {
        link();
        vm.startPrank(owner);
        registry.requestPayout(node, stranger);
        registry.unlink(node);
        vm.stopPrank();
        link();
        vm.warp(block.timestamp + 2 days);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_NothingPending.selector, node));
        vm.prank(owner);
        registry.applyPayout(node);
    }

    function test_Nothing_of_a_node_without_owner_can_be_changed() public {
        bytes memory notLinked = abi.encodeWithSelector(INodeRegistry.NodeRegistry_NotLinked.selector, node);
        vm.startPrank(owner);
        vm.expectRevert(notLinked);
        registry.setMetadata(node, METADATA);
        vm.expectRevert(notLinked);
        registry.requestPayout(node, payout);
        vm.expectRevert(notLinked);
        registry.applyPayout(node);
        vm.expectRevert(notLinked);
        registry.cancelPayout(node);
        vm.stopPrank();
    }

    function link() private {
        bytes memory signature = sign(nodeKey, registry.linkDigest(node, owner, payout, deadline));
        vm.prank(owner);
        registry.linkNode(node, payout, METADATA, deadline, signature);
    }

    function sign(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }
}
