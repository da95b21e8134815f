// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MockUSD} from "../../src/MockUSD.sol";
import {NetworkToken} from "../../src/NetworkToken.sol";
import {RevenueLedger} from "../../src/RevenueLedger.sol";
import {IRevenueLedger} from "../../src/interfaces/IRevenueLedger.sol";
import {RevenueSource} from "../../src/libraries/RevenueSource.sol";
import {Credit} from "../../src/types/LedgerTypes.sol";
import {BlacklistToken} from "../mocks/BlacklistToken.sol";
import {Test} from "forge-std/Test.sol";

contract RevenueLedgerTest is Test {
    RevenueLedger private ledger;
    MockUSD private usd;
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");

    function setUp() public {
        ledger = new RevenueLedger();
        usd = new MockUSD();
        usd.mint(address(this), 1000e6);
        usd.approve(address(ledger), type(uint256).max);
    }

    function test_A_credit_takes_the_sum_and_puts_each_row_down() public {
        Credit[] memory rows = new Credit[](3);
        rows[0] = Credit(alice, 5e6, 1, RevenueSource.LICENCE);
        rows[1] = Credit(bob, 2e6, 2, RevenueSource.PARENT);
        rows[2] = Credit(alice, 1e6, 0, RevenueSource.PROTOCOL);
        vm.expectEmit();
        emit IRevenueLedger.Credited(address(usd), alice, address(this), 5e6, 1, keccak256("licence"));
        vm.expectEmit();
        emit IRevenueLedger.Credited(address(usd), bob, address(this), 2e6, 2, keccak256("parent"));
        assertEq(ledger.credit(address(usd), rows), 8e6);
        assertEq(ledger.owed(alice, address(usd)), 6e6);
        assertEq(ledger.owed(bob, address(usd)), 2e6);
        assertEq(ledger.totalOwed(address(usd)), 8e6);
        assertEq(usd.balanceOf(address(ledger)), 8e6);
    }

    function test_Rows_of_nothing_are_left_out_even_without_an_account() public {
        Credit[] memory rows = new Credit[](2);
        rows[0] = Credit(address(0), 0, 1, RevenueSource.LICENCE);
        rows[1] = Credit(bob, 1, 1, RevenueSource.PARENT);
        vm.recordLogs();
        ledger.credit(address(usd), rows);
        assertEq(vm.getRecordedLogs().length, 2, "one credit and one transfer");
        assertEq(ledger.credit(address(usd), new Credit[](0)), 0);
    }

    function test_Money_for_nobody_is_refused() public {
        Credit[] memory rows = new Credit[](2);
        rows[0] = Credit(bob, 1, 1, RevenueSource.LICENCE);
        rows[1] = Credit(address(0), 1, 1, RevenueSource.LICENCE);
        vm.expectRevert(abi.encodeWithSelector(IRevenueLedger.RevenueLedger_NoAccount.selector, 1));
        ledger.credit(address(usd), rows);
    }

    function test_A_credit_that_is_not_paid_for_is_refused() public {
        vm.prank(alice);
        vm.expectRevert();
        ledger.credit(address(usd), row(alice, 1));
    }

    function test_An_account_claims_what_it_is_owed_once() public {
        ledger.credit(address(usd), row(alice, 7e6));
        vm.expectEmit();
        emit IRevenueLedger.Claimed(address(usd), alice, 7e6);
        vm.prank(alice);
        assertEq(ledger.claim(address(usd)), 7e6);
        assertEq(usd.balanceOf(alice), 7e6);
        assertEq(ledger.totalOwed(address(usd)), 0);
        vm.expectRevert(abi.encodeWithSelector(IRevenueLedger.RevenueLedger_NothingOwed.selector, alice, address(usd)));
        vm.prank(alice);
        ledger.claim(address(usd));
    }

    function test_Anybody_may_pay_the_gas_of_a_claim_but_the_money_goes_to_the_account() public {
        ledger.credit(address(usd), row(alice, 7e6));
        vm.prank(bob);
        assertEq(ledger.claimFor(alice, address(usd)), 7e6);
        assertEq(usd.balanceOf(alice), 7e6);
        assertEq(usd.balanceOf(bob), 0);
    }

    function test_Claiming_many_assets_passes_over_those_that_owe_nothing_or_refuse() public {
        NetworkToken gaia = new NetworkToken(address(this), 10 ether);
        BlacklistToken refusing = new BlacklistToken();
        gaia.approve(address(ledger), 10 ether);
        refusing.approve(address(ledger), 9);
        ledger.credit(address(usd), row(alice, 7e6));
        ledger.credit(address(gaia), row(alice, 3 ether));
        ledger.credit(address(refusing), row(alice, 9));
        refusing.setBlocked(alice, true);

        address[] memory assets = new address[](5);
        assets[0] = address(refusing);
        assets[1] = address(usd);
        assets[2] = address(usd);
        assets[3] = makeAddr("nothing");
        assets[4] = address(gaia);
        vm.expectEmit();
        emit IRevenueLedger.ClaimSkipped(address(refusing), alice, 9);
        vm.expectEmit();
        emit IRevenueLedger.Claimed(address(usd), alice, 7e6);
        vm.prank(alice);
        ledger.claimMany(assets);
        assertEq(usd.balanceOf(alice), 7e6);
        assertEq(gaia.balanceOf(alice), 3 ether);
        assertEq(ledger.owed(alice, address(refusing)), 9);
        assertEq(ledger.totalOwed(address(refusing)), 9);

        refusing.setBlocked(alice, false);
        ledger.claimFor(alice, address(refusing));
        assertEq(refusing.balanceOf(alice), 9);
    }

    function row(address account, uint256 amount) private pure returns (Credit[] memory rows) {
        rows = new Credit[](1);
        rows[0] = Credit(account, amount, 1, RevenueSource.LICENCE);
    }
}
