// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Token ids of licences
/// @notice tokenId = deed id << 8 | scope.
library LicenceToken {
    /// @dev One node; the balance is the number of seats.
    uint8 internal constant SEAT = 0;
    /// @dev Every node that the holder's domain admitted.
    uint8 internal constant DOMAIN = 1;

    /// @notice Token id of a deed's licences. Checked, so that a huge id reverts instead of meaning another deed.
    function encode(uint256 id, uint8 scope) internal pure returns (uint256) {
        return id * 256 + scope;
    }

    /// @notice Deed of a licence.
    function deedOf(uint256 tokenId) internal pure returns (uint256) {
        return tokenId >> 8;
    }

    /// @notice Scope of a licence.
    function scopeOf(uint256 tokenId) internal pure returns (uint8) {
        return SafeCast.toUint8(tokenId % 256);
    }
}
