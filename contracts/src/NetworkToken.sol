// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

/// @title GAIA, the token of the network
/// @notice Fixed supply, no owner, no mint. Votes count by timestamp (ERC-6372).
contract NetworkToken is ERC20, ERC20Permit, ERC20Votes {
    /// @param recipient Receives the whole supply.
    /// @param supply All units that will ever exist (18 decimals).
    constructor(address recipient, uint256 supply) ERC20("GaiaNet", "GAIA") ERC20Permit("GaiaNet") {
        _mint(recipient, supply);
    }

    /// @notice Now, in seconds: the clock of votes.
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @notice How to read {clock} (ERC-6372).
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @notice Number of permits and delegations that `owner` has signed and used.
    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}
