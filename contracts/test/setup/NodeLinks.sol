// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {Test} from "forge-std/Test.sol";

/// @notice Nodes with keys of their own, which sign for the wallet that they belong to.
abstract contract NodeLinks is Test {
    NodeRegistry internal nodes;
    mapping(address node => uint256) private _keys;

    function newNode(string memory name) internal returns (address node) {
        uint256 key;
        (node, key) = makeAddrAndKey(name);
        _keys[node] = key;
    }

    function link(address node, address owner) internal {
        bytes32 digest = nodes.linkDigest(node, owner, owner, block.timestamp);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_keys[node], digest);
        vm.prank(owner);
        nodes.linkNode(node, owner, 0, block.timestamp, abi.encodePacked(r, s, v));
    }

    /// @dev The node leaves the wallet that it belongs to for another.
    function move(address node, address to) internal {
        vm.prank(node);
        nodes.unlink(node);
        link(node, to);
    }
}
