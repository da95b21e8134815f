// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Pulling tokens that arrive in full
/// @notice Refuses tokens that take a fee on the way or otherwise deliver another amount than asked.
library ExactPull {
    using SafeERC20 for IERC20;

    /// @notice Less or more arrived than was asked for.
    error ExactPull_WrongAmount(address asset, uint256 asked, uint256 arrived);

    /// @notice Pulls `amount` of `asset` from `from` into the calling contract.
    function pull(address asset, address from, uint256 amount) internal {
        if (amount == 0) return;
        uint256 before = IERC20(asset).balanceOf(address(this));
        IERC20(asset).safeTransferFrom(from, address(this), amount);
        uint256 arrived = IERC20(asset).balanceOf(address(this)) - before;
        if (arrived != amount) revert ExactPull_WrongAmount(asset, amount, arrived);
    }
}
