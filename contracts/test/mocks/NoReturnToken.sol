// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A token of the old kind, with 6 decimals: its functions return nothing, and an allowance can only be
/// changed from or to zero.
contract NoReturnToken {
    string public constant name = "No return";
    string public constant symbol = "NIL";
    uint8 public constant decimals = 6;
    uint256 public totalSupply = 1_000_000e6;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    constructor() {
        balanceOf[msg.sender] = totalSupply;
    }

    function approve(address spender, uint256 value) external {
        require(value == 0 || allowance[msg.sender][spender] == 0, "reset first");
        allowance[msg.sender][spender] = value;
    }

    function transfer(address to, uint256 value) external {
        _move(msg.sender, to, value);
    }

    function transferFrom(address from, address to, uint256 value) external {
        allowance[from][msg.sender] -= value;
        _move(from, to, value);
    }

    function _move(address from, address to, uint256 value) private {
        balanceOf[from] -= value;
        balanceOf[to] += value;
    }
}
