// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRevenueLedger} from "./interfaces/IRevenueLedger.sol";
import {ExactPull} from "./libraries/ExactPull.sol";
import {Credit} from "./types/LedgerTypes.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title Where all earnings wait to be claimed
contract RevenueLedger is IRevenueLedger, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @inheritdoc IRevenueLedger
    mapping(address account => mapping(address asset => uint256)) public owed;
    /// @inheritdoc IRevenueLedger
    mapping(address asset => uint256) public totalOwed;

    /// @inheritdoc IRevenueLedger
    function credit(address asset, Credit[] calldata credits) external nonReentrant returns (uint256 total) {
        for (uint256 i; i < credits.length; ++i) {
            Credit calldata row = credits[i];
            if (row.amount == 0) continue;
            if (row.account == address(0)) revert RevenueLedger_NoAccount(i);
            total += row.amount;
            owed[row.account][asset] += row.amount;
            emit Credited(asset, row.account, msg.sender, row.amount, row.componentId, row.source);
        }
        totalOwed[asset] += total;
        ExactPull.pull(asset, msg.sender, total);
    }

    /// @inheritdoc IRevenueLedger
    function claim(address asset) external nonReentrant returns (uint256 amount) {
        return _claim(msg.sender, asset);
    }

    /// @inheritdoc IRevenueLedger
    function claimFor(address account, address asset) external nonReentrant returns (uint256 amount) {
        return _claim(account, asset);
    }

    /// @inheritdoc IRevenueLedger
    function claimMany(address[] calldata assets) external nonReentrant {
        for (uint256 i; i < assets.length; ++i) {
            address asset = assets[i];
            uint256 amount = owed[msg.sender][asset];
            if (amount == 0) continue;
            _settle(msg.sender, asset, amount);
            if (IERC20(asset).trySafeTransfer(msg.sender, amount)) {
                emit Claimed(asset, msg.sender, amount);
            } else {
                owed[msg.sender][asset] = amount;
                totalOwed[asset] += amount;
                emit ClaimSkipped(asset, msg.sender, amount);
            }
        }
    }

    function _claim(address account, address asset) private returns (uint256 amount) {
        amount = owed[account][asset];
        if (amount == 0) revert RevenueLedger_NothingOwed(account, asset);
        _settle(account, asset, amount);
        emit Claimed(asset, account, amount);
        IERC20(asset).safeTransfer(account, amount);
    }

    /// @dev Taken off before the transfer, so that a token that calls back finds nothing left.
    function _settle(address account, address asset, uint256 amount) private {
        owed[account][asset] = 0;
        totalOwed[asset] -= amount;
    }
}
