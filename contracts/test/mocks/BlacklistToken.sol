// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice A token that refuses to move to or from blocked accounts.
contract BlacklistToken is ERC20 {
    mapping(address => bool) public isBlocked;

    error Blocked(address account);

    constructor() ERC20("Blacklist", "BLK") {
        _mint(msg.sender, 1_000_000e18);
    }

    function setBlocked(address account, bool blocked) external {
        isBlocked[account] = blocked;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (isBlocked[from]) revert Blocked(from);
        if (isBlocked[to]) revert Blocked(to);
        super._update(from, to, value);
    }
}
