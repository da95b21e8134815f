// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";

/// @title Play money for local chains and tests
/// @notice A dollar with 6 decimals, permit and EIP-3009 that anybody may mint. Never deploy it where money is real.
contract MockUSD is ERC20, ERC20Permit, ERC3009 {
    /// @notice Most units that one call may mint: a million dollars.
    uint256 public constant MAX_MINT = 1_000_000e6;

    /// @notice More than {MAX_MINT} was asked for.
    error MockUSD_TooMuch(uint256 amount, uint256 most);

    constructor() ERC20("Mock USD", "mUSD") ERC20Permit("Mock USD") {}

    /// @notice Mints `amount` units to `to`. Anybody may call it.
    function mint(address to, uint256 amount) external {
        if (amount > MAX_MINT) revert MockUSD_TooMuch(amount, MAX_MINT);
        _mint(to, amount);
    }

    /// @notice 6, as the dollars that it stands for.
    function decimals() public pure override returns (uint8) {
        return 6;
    }
}
