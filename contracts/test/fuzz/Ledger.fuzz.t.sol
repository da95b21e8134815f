// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RevenueLedger} from "../../src/RevenueLedger.sol";
import {Credit} from "../../src/types/LedgerTypes.sol";
import {DecimalsToken} from "../mocks/DecimalsToken.sol";
import {Test} from "forge-std/Test.sol";

contract LedgerFuzzTest is Test {
    RevenueLedger private ledger = new RevenueLedger();
    DecimalsToken private token = new DecimalsToken(18);

    function testFuzz_Whatever_is_credited_can_be_claimed_to_the_last_unit(
        uint96[] memory amounts,
        uint8[] memory accounts
    ) public {
        uint256 length = amounts.length < accounts.length ? amounts.length : accounts.length;
        Credit[] memory rows = new Credit[](length);
        uint256 total;
        for (uint256 i; i < length; ++i) {
            rows[i] = Credit(accountOf(accounts[i]), amounts[i], i, bytes32(i));
            total += amounts[i];
        }
        token.approve(address(ledger), total);
        assertEq(ledger.credit(address(token), rows), total);
        assertEq(token.balanceOf(address(ledger)), total);
        for (uint256 seed; seed < 4; ++seed) {
            address account = accountOf(seed);
            uint256 owed = ledger.owed(account, address(token));
            if (owed > 0) ledger.claimFor(account, address(token));
            assertEq(token.balanceOf(account), owed);
        }
        assertEq(ledger.totalOwed(address(token)), 0);
        assertEq(token.balanceOf(address(ledger)), 0);
    }

    function accountOf(uint256 seed) private pure returns (address) {
        return address(uint160(0xA0 + seed % 4));
    }
}
