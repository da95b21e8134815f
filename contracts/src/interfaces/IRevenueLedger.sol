// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Credit} from "../types/LedgerTypes.sol";

/// @title Where all earnings wait to be claimed
/// @notice Payers put money down for accounts; each account takes its own. No owner, no pause, no way to move money
/// from one account to another. For every asset that keeps its balances the ledger holds at least {totalOwed}.
interface IRevenueLedger {
    /// @notice `amount` was put down for `account`.
    event Credited(
        address indexed asset,
        address indexed account,
        address indexed payer,
        uint256 amount,
        uint256 componentId,
        bytes32 source
    );
    /// @notice `account` was paid what it was owed.
    event Claimed(address indexed asset, address indexed account, uint256 amount);
    /// @notice The asset refused the payment within {claimMany}; the account is still owed `amount`.
    event ClaimSkipped(address indexed asset, address indexed account, uint256 amount);

    /// @notice A credit names no account.
    error RevenueLedger_NoAccount(uint256 index);
    /// @notice Nothing is owed to the account in that asset.
    error RevenueLedger_NothingOwed(address account, address asset);

    /// @notice Takes the sum of `credits` from the caller, who has approved it, and puts it down for the accounts.
    /// Anybody may call it. Rows of 0 are left out. Reverts unless exactly the sum arrives.
    /// @return total The sum.
    function credit(address asset, Credit[] calldata credits) external returns (uint256 total);

    /// @notice Pays the caller what it is owed in `asset`.
    /// @return amount What was paid.
    function claim(address asset) external returns (uint256 amount);

    /// @notice Pays the caller what it is owed in each of `assets`. An asset that refuses or owes nothing is passed over.
    function claimMany(address[] calldata assets) external;

    /// @notice Pays `account` what it is owed in `asset`. Anybody may pay the gas; the money goes to the account only.
    /// @return amount What was paid.
    function claimFor(address account, address asset) external returns (uint256 amount);

    /// @notice What `account` may claim in `asset`.
    function owed(address account, address asset) external view returns (uint256);

    /// @notice What all accounts together may claim in `asset`.
    function totalOwed(address asset) external view returns (uint256);
}
