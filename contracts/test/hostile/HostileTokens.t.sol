// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRevenueLedger} from "../../src/interfaces/IRevenueLedger.sol";
import {ExactPull} from "../../src/libraries/ExactPull.sol";
import {RevenueSource} from "../../src/libraries/RevenueSource.sol";
import {Credit} from "../../src/types/LedgerTypes.sol";
import {Purchase, PurchaseState} from "../../src/types/MarketTypes.sol";
import {BlacklistToken} from "../mocks/BlacklistToken.sol";
import {DecimalsToken} from "../mocks/DecimalsToken.sol";
import {FalseToken} from "../mocks/FalseToken.sol";
import {FeeToken} from "../mocks/FeeToken.sol";
import {NoReturnToken} from "../mocks/NoReturnToken.sol";
import {ReentrantToken} from "../mocks/ReentrantToken.sol";
import {ProductTest} from "../setup/ProductTest.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @dev Sellers may ask for any token, so every token here is one that a seller chose.
contract HostileTokensTest is ProductTest {
    uint256 private publicId;
    uint256 private privateId;

    function setUp() public override {
        super.setUp();
        publicId = mintDeed(publicTerms());
        privateId = mintDeed(privateTerms());
    }

    function test_A_token_that_takes_a_fee_on_the_way_buys_nothing() public {
        FeeToken fee = new FeeToken();
        offer(address(fee), 1000);
        fee.transfer(alice, 1e18);
        vm.startPrank(alice);
        fee.approve(address(market), 1000);
        vm.expectRevert(abi.encodeWithSelector(ExactPull.ExactPull_WrongAmount.selector, address(fee), 1000, 990));
        market.buyLicence(purchase(publicId, address(fee), 1000));
        vm.expectRevert(abi.encodeWithSelector(ExactPull.ExactPull_WrongAmount.selector, address(fee), 1000, 990));
        market.buyLicence(purchase(privateId, address(fee), 1000));
        vm.stopPrank();
    }

    function test_A_token_that_takes_a_fee_is_not_credited() public {
        FeeToken fee = new FeeToken();
        fee.approve(address(ledger), 1000);
        Credit[] memory rows = new Credit[](1);
        rows[0] = Credit(alice, 1000, 0, RevenueSource.LICENCE);
        vm.expectRevert(abi.encodeWithSelector(ExactPull.ExactPull_WrongAmount.selector, address(fee), 1000, 990));
        ledger.credit(address(fee), rows);
    }

    function test_A_token_that_says_false_buys_nothing() public {
        FalseToken no = new FalseToken();
        offer(address(no), 1000);
        no.transfer(alice, 1e18);
        no.setFailing(true);
        vm.startPrank(alice);
        no.approve(address(market), 1000);
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(no)));
        market.buyLicence(purchase(publicId, address(no), 1000));
        vm.stopPrank();
    }

    function test_A_token_that_comes_to_say_false_leaves_what_is_owed() public {
        FalseToken no = new FalseToken();
        offer(address(no), 1000);
        no.transfer(alice, 1e18);
        vm.startPrank(alice);
        no.approve(address(market), 1000);
        market.buyLicence(purchase(publicId, address(no), 1000));
        vm.stopPrank();
        no.setFailing(true);
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(no)));
        ledger.claimFor(creator, address(no));
        assertEq(ledger.owed(creator, address(no)), 975);
        no.setFailing(false);
        ledger.claimFor(creator, address(no));
        assertEq(no.balanceOf(creator), 975);
    }

    function test_A_token_that_returns_nothing_is_bought_refunded_and_claimed_with() public {
        NoReturnToken nil = new NoReturnToken();
        offer(address(nil), 1000);
        nil.transfer(alice, 5000);
        vm.startPrank(alice);
        nil.approve(address(market), 5000);
        market.buyLicence(purchase(publicId, address(nil), 1000));
        market.buyLicence(purchase(publicId, address(nil), 1000));
        uint256 held = market.buyLicence(purchase(privateId, address(nil), 1000));
        vm.stopPrank();
        vm.warp(block.timestamp + DELIVERY + 1);
        market.refund(held);
        assertEq(nil.balanceOf(alice), 3000);
        ledger.claimFor(creator, address(nil));
        assertEq(nil.balanceOf(creator), 1950);
        assertEq(nil.balanceOf(address(ledger)), ledger.totalOwed(address(nil)));
    }

    function test_A_token_that_calls_back_finds_every_door_shut() public {
        ReentrantToken re = new ReentrantToken();
        offer(address(re), 1000);
        re.transfer(alice, 1e18);
        vm.prank(alice);
        re.approve(address(market), type(uint256).max);
        vm.prank(alice);
        uint256 held = market.buyLicence(purchase(privateId, address(re), 1000));
        bytes[8] memory calls = [
            abi.encodeCall(market.buyLicence, (purchase(publicId, address(re), 1000))),
            abi.encodeCall(market.buySigned, (publicTerms(), voucherOf(publicTerms(), 1), purchase(0, address(re), 1))),
            abi.encodeCall(market.refund, (held)),
            abi.encodeCall(market.payOut, (held)),
            abi.encodeCall(market.confirmKey, (held)),
            abi.encodeCall(market.openDispute, (held)),
            abi.encodeCall(market.resolveDispute, (held, true)),
            abi.encodeCall(market.buyListing, (1, 1, 1))
        ];
        for (uint256 i; i < calls.length; ++i) {
            re.arm(address(market), calls[i]);
            vm.prank(alice);
            market.buyLicence(purchase(publicId, address(re), 1000));
            assertShut(re);
        }
        assertEq(re.balanceOf(address(market)), 1000);
        assertEq(ledger.totalOwed(address(re)), 8000);
        assertEq(licence.seatsOf(alice, publicId), 8);
    }

    function test_A_token_that_calls_back_while_it_is_refunded_gets_it_once() public {
        ReentrantToken re = new ReentrantToken();
        offer(address(re), 1000);
        re.transfer(alice, 2000);
        vm.startPrank(alice);
        re.approve(address(market), type(uint256).max);
        uint256 first = market.buyLicence(purchase(privateId, address(re), 1000));
        market.buyLicence(purchase(privateId, address(re), 1000));
        vm.stopPrank();
        vm.warp(block.timestamp + DELIVERY + 1);
        re.arm(address(market), abi.encodeCall(market.refund, (first)));
        market.refund(first);
        assertShut(re);
        assertEq(re.balanceOf(alice), 1000);
        assertEq(re.balanceOf(address(market)), 1000);
    }

    function test_A_token_that_calls_back_while_it_is_claimed_gets_it_once() public {
        ReentrantToken re = new ReentrantToken();
        re.approve(address(ledger), type(uint256).max);
        Credit[] memory rows = new Credit[](2);
        rows[0] = Credit(alice, 1000, 0, RevenueSource.LICENCE);
        rows[1] = Credit(bob, 1000, 0, RevenueSource.LICENCE);
        ledger.credit(address(re), rows);
        re.arm(address(ledger), abi.encodeCall(ledger.claimFor, (alice, address(re))));
        ledger.claimFor(alice, address(re));
        assertShut(re);
        address[] memory assets = new address[](1);
        assets[0] = address(re);
        re.arm(address(ledger), abi.encodeCall(ledger.claimMany, (assets)));
        vm.prank(bob);
        ledger.claimMany(assets);
        assertShut(re);
        re.arm(address(ledger), abi.encodeCall(ledger.credit, (address(re), rows)));
        ledger.credit(address(re), rows);
        assertShut(re);
        assertEq(re.balanceOf(address(ledger)), ledger.totalOwed(address(re)));
        assertEq(re.balanceOf(alice), 1000);
        assertEq(re.balanceOf(bob), 1000);
    }

    function test_A_buyer_whom_the_token_blocks_finds_the_refund_in_the_ledger() public {
        BlacklistToken blk = new BlacklistToken();
        uint256 held = holdWith(blk);
        blk.setBlocked(alice, true);
        vm.warp(block.timestamp + DELIVERY + 1);
        vm.expectEmit(address(ledger));
        emit IRevenueLedger.Credited(address(blk), alice, address(market), 1000, privateId, RevenueSource.REFUND);
        market.refund(held);
        assertTrue(market.purchaseOf(held).state == PurchaseState.Refunded);
        assertEq(licence.seatsOf(alice, privateId), 0);
        blk.setBlocked(alice, false);
        ledger.claimFor(alice, address(blk));
        assertEq(blk.balanceOf(alice), 1000);
    }

    function test_A_seller_whom_the_token_blocks_does_not_keep_others_from_their_money() public {
        BlacklistToken blk = new BlacklistToken();
        uint256 held = holdWith(blk);
        blk.setBlocked(creator, true);
        deliver(held);
        vm.prank(alice);
        market.confirmKey(held);
        ledger.claimFor(TREASURY, address(blk));
        assertEq(blk.balanceOf(TREASURY), 25);
        vm.expectRevert(abi.encodeWithSelector(BlacklistToken.Blocked.selector, creator));
        ledger.claimFor(creator, address(blk));
        assertEq(ledger.owed(creator, address(blk)), 975);
    }

    function test_A_token_that_blocks_the_market_holds_up_only_its_own_purchases() public {
        BlacklistToken blk = new BlacklistToken();
        uint256 blocked = holdWith(blk);
        uint256 open = buy(alice, privateId, 1);
        blk.setBlocked(address(market), true);
        vm.warp(block.timestamp + DELIVERY + 1);
        vm.expectRevert(abi.encodeWithSelector(BlacklistToken.Blocked.selector, address(market)));
        market.refund(blocked);
        market.refund(open);
        assertEq(usd.balanceOf(address(market)), 0);
    }

    function test_An_address_without_code_is_no_money() public {
        address nothing = makeAddr("nothing");
        offer(nothing, 1000);
        vm.expectRevert();
        vm.prank(alice);
        market.buyLicence(purchase(publicId, nothing, 1000));
        assertEq(licence.seatsOf(alice, publicId), 0);
    }

    function test_Tokens_of_any_decimals_are_split_without_a_rest() public {
        uint8[3] memory decimals = [0, 6, 18];
        uint256[3] memory prices = [uint256(3), 19_999_999, 123_456_789_012_345_678_901];
        for (uint256 i; i < 3; ++i) {
            DecimalsToken token = new DecimalsToken(decimals[i]);
            offer(address(token), prices[i]);
            token.transfer(alice, prices[i]);
            vm.startPrank(alice);
            token.approve(address(market), prices[i]);
            market.buyLicence(purchase(publicId, address(token), prices[i]));
            vm.stopPrank();
            uint256 fee = prices[i] * FEE_BPS / 10_000;
            assertEq(ledger.owed(TREASURY, address(token)), fee);
            assertEq(ledger.owed(creator, address(token)), prices[i] - fee);
            assertEq(token.balanceOf(address(ledger)), prices[i]);
        }
    }

    function holdWith(BlacklistToken blk) private returns (uint256 held) {
        offer(address(blk), 1000);
        blk.transfer(alice, 1000);
        vm.startPrank(alice);
        blk.approve(address(market), 1000);
        held = market.buyLicence(purchase(privateId, address(blk), 1000));
        vm.stopPrank();
    }

    function offer(address asset, uint256 price) private {
        vm.startPrank(creator);
        registry.setOffer(publicId, SEAT, asset, price);
        registry.setOffer(privateId, SEAT, asset, price);
        vm.stopPrank();
    }

    function purchase(uint256 id, address asset, uint256 price) private view returns (Purchase memory) {
        return Purchase(id, 1, SEAT, 1, asset, price, ROOT, alice, SEAL_TO);
    }

    function assertShut(ReentrantToken re) private view {
        assertTrue(re.wasCalled());
        assertFalse(re.hasSucceeded());
        assertEq(bytes4(re.answer()), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
    }
}
