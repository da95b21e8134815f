// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MockUSD} from "../../src/MockUSD.sol";
import {NetworkToken} from "../../src/NetworkToken.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {Test} from "forge-std/Test.sol";

contract TokensTest is Test {
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant TRANSFER_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );

    NetworkToken private gaia;
    MockUSD private usd;
    address private holder;
    uint256 private holderKey;
    address private bob = makeAddr("bob");

    function setUp() public {
        vm.warp(1_800_000_000);
        (holder, holderKey) = makeAddrAndKey("holder");
        gaia = new NetworkToken(holder, 1_000_000 ether);
        usd = new MockUSD();
        usd.mint(holder, 100e6);
    }

    function test_All_network_tokens_exist_from_the_start() public view {
        assertEq(gaia.totalSupply(), 1_000_000 ether);
        assertEq(gaia.balanceOf(holder), 1_000_000 ether);
        assertEq(gaia.name(), "GaiaNet");
        assertEq(gaia.symbol(), "GAIA");
        assertEq(gaia.decimals(), 18);
    }

    function test_Votes_count_by_timestamp_once_delegated() public {
        assertEq(gaia.clock(), block.timestamp);
        assertEq(gaia.CLOCK_MODE(), "mode=timestamp");
        assertEq(gaia.getVotes(holder), 0);
        vm.prank(holder);
        gaia.delegate(holder);
        assertEq(gaia.getVotes(holder), 1_000_000 ether);
        vm.warp(block.timestamp + 10);
        vm.prank(holder);
        gaia.transfer(bob, 400_000 ether);
        assertEq(gaia.getVotes(holder), 600_000 ether);
        assertEq(gaia.getPastVotes(holder, block.timestamp - 1), 1_000_000 ether);
    }

    function test_A_permit_of_the_network_token_counts_once() public {
        uint256 deadline = block.timestamp + 60;
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPEHASH, holder, bob, 5 ether, 0, deadline));
        (uint8 v, bytes32 r, bytes32 s) = signFor(gaia.DOMAIN_SEPARATOR(), structHash);
        gaia.permit(holder, bob, 5 ether, deadline, v, r, s);
        assertEq(gaia.allowance(holder, bob), 5 ether);
        assertEq(gaia.nonces(holder), 1);
        vm.expectRevert();
        gaia.permit(holder, bob, 5 ether, deadline, v, r, s);
    }

    function test_Anybody_mints_play_money_up_to_a_million_a_call() public {
        assertEq(usd.decimals(), 6);
        assertEq(usd.symbol(), "mUSD");
        usd.mint(bob, 1_000_000e6);
        assertEq(usd.balanceOf(bob), 1_000_000e6);
        vm.expectRevert(abi.encodeWithSelector(MockUSD.MockUSD_TooMuch.selector, 1_000_000e6 + 1, 1_000_000e6));
        usd.mint(bob, 1_000_000e6 + 1);
    }

    function test_A_permit_of_play_money_counts() public {
        uint256 deadline = block.timestamp + 60;
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPEHASH, holder, bob, 5e6, 0, deadline));
        (uint8 v, bytes32 r, bytes32 s) = signFor(usd.DOMAIN_SEPARATOR(), structHash);
        usd.permit(holder, bob, 5e6, deadline, v, r, s);
        assertEq(usd.allowance(holder, bob), 5e6);
    }

    function test_A_signed_transfer_of_play_money_happens_once() public {
        bytes32 nonce = keccak256("nonce");
        bytes32 structHash = keccak256(
            abi.encode(TRANSFER_TYPEHASH, holder, bob, 5e6, block.timestamp - 1, block.timestamp + 60, nonce)
        );
        (uint8 v, bytes32 r, bytes32 s) = signFor(usd.DOMAIN_SEPARATOR(), structHash);
        usd.transferWithAuthorization(holder, bob, 5e6, block.timestamp - 1, block.timestamp + 60, nonce, v, r, s);
        assertEq(usd.balanceOf(bob), 5e6);
        assertTrue(usd.authorizationState(holder, nonce));
        vm.expectRevert(abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, holder, nonce));
        usd.transferWithAuthorization(holder, bob, 5e6, block.timestamp - 1, block.timestamp + 60, nonce, v, r, s);
    }

    function signFor(bytes32 domain, bytes32 structHash) private view returns (uint8, bytes32, bytes32) {
        return vm.sign(holderKey, keccak256(abi.encodePacked(hex"1901", domain, structHash)));
    }
}
