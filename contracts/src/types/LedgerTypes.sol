// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Money put down for one account.
/// @param account Who may claim it.
/// @param amount Units of the asset; a row of 0 is left out.
/// @param componentId Deed that earned it; 0 when none did.
/// @param source Why it was earned, one of {RevenueSource}.
struct Credit {
    address account;
    uint256 amount;
    uint256 componentId;
    bytes32 source;
}
