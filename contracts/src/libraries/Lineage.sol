// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Parent} from "../types/ComponentTypes.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Who is paid along a component's lineage
/// @notice Turns declared parents into the flat list of ancestors that a sale pays.
library Lineage {
    /// @dev Most ancestors that are paid in one sale.
    uint256 internal constant MOST_ANCESTORS = 16;
    /// @dev Most basis points that all parents may be given.
    uint256 internal constant MOST_BPS = 5000;
    uint256 internal constant ALL_BPS = 10_000;

    /// @notice An ancestor's id and basis points in one slot.
    struct Share {
        uint240 id;
        uint16 bps;
    }

    /// @notice More ancestors than a sale can pay.
    error Lineage_TooManyAncestors(uint256 most);

    /// @notice Adds `bps` for `id` to `list`, whose first `count` rows are taken. Nothing is added for 0.
    /// @return Rows taken afterwards.
    function add(Share[] memory list, uint256 count, Share memory row) internal pure returns (uint256) {
        if (row.bps == 0) return count;
        for (uint256 i; i < count; ++i) {
            if (list[i].id == row.id) {
                list[i].bps += row.bps;
                return count;
            }
        }
        if (count == MOST_ANCESTORS) revert Lineage_TooManyAncestors(MOST_ANCESTORS);
        list[count] = row;
        return count + 1;
    }

    /// @notice Adds a parent and its own ancestors, who take their part out of the parent's.
    /// @return Rows of `list` taken afterwards.
    function addParent(Share[] memory list, uint256 count, Parent calldata parent, Share[] storage its)
        internal
        view
        returns (uint256)
    {
        uint256 left = parent.bps;
        uint256 length = its.length;
        for (uint256 i; i < length; ++i) {
            Share memory row = its[i];
            row.bps = SafeCast.toUint16(uint256(row.bps) * parent.bps / ALL_BPS);
            left -= row.bps;
            count = add(list, count, row);
        }
        return add(list, count, Share(SafeCast.toUint240(parent.id), SafeCast.toUint16(left)));
    }
}
