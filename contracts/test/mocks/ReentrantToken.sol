// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice A token that calls somebody in the middle of each transfer, and remembers what came of it.
contract ReentrantToken is ERC20 {
    address public target;
    bytes public callData;
    bool public wasCalled;
    bool public hasSucceeded;
    bytes public answer;

    constructor() ERC20("Reentrant", "RE") {
        _mint(msg.sender, 1_000_000e18);
    }

    function arm(address target_, bytes calldata callData_) external {
        target = target_;
        callData = callData_;
        wasCalled = false;
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (target == address(0)) return;
        address called = target;
        target = address(0);
        wasCalled = true;
        (hasSucceeded, answer) = called.call(callData);
    }
}
