// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice A token that says false instead of reverting, once it is told to.
contract FalseToken is ERC20 {
    bool public isFailing;

    constructor() ERC20("False", "NO") {
        _mint(msg.sender, 1_000_000e18);
    }

    function setFailing(bool failing) external {
        isFailing = failing;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        return !isFailing && super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        return !isFailing && super.transferFrom(from, to, value);
    }
}
