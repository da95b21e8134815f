// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";
import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @notice A wallet that is a contract: its signatures (ERC-1271) are those of its owner, and it calls what it is told.
contract SmartWallet is IERC1271, ERC721Holder, ERC1155Holder {
    address public immutable OWNER;

    constructor(address owner) {
        OWNER = owner;
    }

    function call(address target, bytes calldata input) external returns (bytes memory) {
        (bool isDone, bytes memory output) = target.call(input);
        if (!isDone) {
            assembly {
                revert(add(output, 32), mload(output))
            }
        }
        return output;
    }

    function isValidSignature(bytes32 hash, bytes memory signature) external view returns (bytes4) {
        (address signer,,) = ECDSA.tryRecover(hash, signature);
        return signer == OWNER ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
