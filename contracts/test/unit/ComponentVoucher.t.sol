// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IComponentMarket} from "../../src/interfaces/IComponentMarket.sol";
import {IComponentRegistry} from "../../src/interfaces/IComponentRegistry.sol";
import {MintTerms} from "../../src/types/ComponentTypes.sol";
import {Purchase, Voucher} from "../../src/types/MarketTypes.sol";
import {SmartWallet} from "../mocks/SmartWallet.sol";
import {ProductTest} from "../setup/ProductTest.sol";
import {VoucherByHand} from "../setup/VoucherByHand.sol";

contract ComponentVoucherTest is ProductTest {
    function test_Anybody_mints_a_voucher_and_the_creator_owns_the_deed() public {
        MintTerms memory terms = publicTerms();
        Voucher memory voucher = voucherOf(terms, 7);
        bytes32 digest = registry.voucherDigest(terms, 7, voucher.deadline);
        vm.expectEmit();
        emit IComponentRegistry.Minted(1, creator, digest, 1, issuer, 1000, 500, terms.uri, terms.parents, terms.scopes);
        vm.prank(bob);
        uint256 id = registry.mintSigned(terms, 7, voucher.deadline, voucher.signature);
        assertEq(registry.ownerOf(id), creator);
        assertEq(registry.mintedBy(digest), id);
        assertTrue(registry.isNonceUsed(creator, 7));
    }

    function test_A_voucher_used_again_answers_with_the_deed_it_made() public {
        MintTerms memory terms = publicTerms();
        Voucher memory voucher = voucherOf(terms, 7);
        uint256 id = registry.mintSigned(terms, 7, voucher.deadline, voucher.signature);
        vm.warp(voucher.deadline + 1 days);
        vm.prank(creator);
        registry.cancelVoucher(7);
        assertEq(registry.mintSigned(terms, 7, voucher.deadline, ""), id);
        assertEq(registry.deedCount(), 1);
    }

    function test_A_voucher_counts_in_its_last_second_and_not_after_it() public {
        MintTerms memory terms = publicTerms();
        Voucher memory voucher = voucherOf(terms, 7);
        vm.warp(voucher.deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_Expired.selector, voucher.deadline));
        registry.mintSigned(terms, 7, voucher.deadline, voucher.signature);
        vm.warp(voucher.deadline);
        registry.mintSigned(terms, 7, voucher.deadline, voucher.signature);
    }

    function test_A_cancelled_voucher_mints_nothing() public {
        MintTerms memory terms = publicTerms();
        Voucher memory voucher = voucherOf(terms, 7);
        vm.expectEmit();
        emit IComponentRegistry.VoucherCancelled(creator, 7);
        vm.prank(creator);
        registry.cancelVoucher(7);
        vm.expectRevert(abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_NonceUsed.selector, creator, 7));
        registry.mintSigned(terms, 7, voucher.deadline, voucher.signature);
    }

    function test_Cancelling_concerns_only_the_callers_vouchers() public {
        MintTerms memory terms = publicTerms();
        Voucher memory voucher = voucherOf(terms, 7);
        vm.prank(alice);
        registry.cancelVoucher(7);
        assertEq(registry.mintSigned(terms, 7, voucher.deadline, voucher.signature), 1);
    }

    function test_Two_vouchers_with_one_number_make_one_deed() public {
        MintTerms memory terms = publicTerms();
        Voucher memory first = voucherOf(terms, 7);
        terms.uri = "https://studio.example/other";
        Voucher memory second = voucherOf(terms, 7);
        registry.mintSigned(terms, 7, second.deadline, second.signature);
        vm.expectRevert(abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_NonceUsed.selector, creator, 7));
        registry.mintSigned(publicTerms(), 7, first.deadline, first.signature);
    }

    function test_Terms_that_the_creator_did_not_sign_are_refused() public {
        MintTerms memory terms = publicTerms();
        Voucher memory voucher = voucherOf(terms, 7);
        bytes memory refused =
            abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_BadSignature.selector, creator);
        terms.offers[0].price = 1;
        vm.expectRevert(refused);
        registry.mintSigned(terms, 7, voucher.deadline, voucher.signature);
        terms = publicTerms();
        terms.scopes[0].supplyCap = 1;
        vm.expectRevert(refused);
        registry.mintSigned(terms, 7, voucher.deadline, voucher.signature);
        terms = publicTerms();
        terms.version.licenceHash = 0;
        vm.expectRevert(refused);
        registry.mintSigned(terms, 7, voucher.deadline, voucher.signature);
        terms = publicTerms();
        vm.expectRevert(refused);
        registry.mintSigned(terms, 8, voucher.deadline, voucher.signature);
        vm.expectRevert(refused);
        registry.mintSigned(terms, 7, voucher.deadline + 1, voucher.signature);
    }

    function test_The_digest_is_that_of_EIP_712_with_nested_types() public view {
        MintTerms memory terms = childTerms(3, 1500);
        terms.creator = address(0xC0FFEE);
        terms.keyIssuer = address(0xBEEF);
        terms.offers[0].asset = address(0xD011A2);
        bytes32 structHash = VoucherByHand.structHash(terms, 9, 1_900_000_000);
        assertEq(typedDigest(domainOf(address(registry)), structHash), registry.voucherDigest(terms, 9, 1_900_000_000));
    }

    function test_A_contract_signs_vouchers_by_ERC_1271() public {
        SmartWallet wallet = new SmartWallet(creator);
        MintTerms memory terms = publicTerms();
        terms.creator = address(wallet);
        Voucher memory voucher = voucherOf(terms, 1);
        uint256 id = registry.mintSigned(terms, 1, voucher.deadline, voucher.signature);
        assertEq(registry.ownerOf(id), address(wallet));
        vm.expectRevert(
            abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_BadSignature.selector, address(wallet))
        );
        registry.mintSigned(terms, 2, voucher.deadline, voucher.signature);
    }

    function test_The_first_sale_mints_the_deed_and_the_second_uses_it() public {
        MintTerms memory terms = publicTerms();
        Voucher memory voucher = voucherOf(terms, 1);
        vm.prank(alice);
        (uint256 id, uint256 purchaseId) = market.buySigned(terms, voucher, purchaseOf(0, alice, 1));
        assertEq(purchaseId, 1);
        vm.prank(bob);
        (uint256 again, uint256 second) = market.buySigned(terms, voucher, purchaseOf(id, bob, 2));
        assertEq(again, id);
        assertEq(second, 2);
        assertEq(registry.deedCount(), 1);
        assertEq(licence.seatsOf(alice, id), 1);
        assertEq(licence.seatsOf(bob, id), 2);
        assertEq(owedUsd(creator) + owedUsd(TREASURY), 3 * PRICE);
    }

    function test_A_voucher_that_somebody_minted_already_still_sells() public {
        MintTerms memory terms = publicTerms();
        Voucher memory voucher = voucherOf(terms, 1);
        vm.prank(bob);
        registry.mintSigned(terms, 1, voucher.deadline, voucher.signature);
        vm.prank(alice);
        (uint256 id,) = market.buySigned(terms, voucher, purchaseOf(0, alice, 1));
        assertEq(licence.seatsOf(alice, id), 1);
    }

    function test_A_first_sale_is_of_version_one_and_of_the_deed_expected() public {
        MintTerms memory terms = publicTerms();
        Voucher memory voucher = voucherOf(terms, 1);
        Purchase memory purchase = purchaseOf(2, alice, 1);
        vm.startPrank(alice);
        vm.expectRevert(IComponentMarket.ComponentMarket_BadPurchase.selector);
        market.buySigned(terms, voucher, purchase);
        purchase.id = 0;
        purchase.version = 2;
        vm.expectRevert(IComponentMarket.ComponentMarket_BadPurchase.selector);
        market.buySigned(terms, voucher, purchase);
        vm.stopPrank();
        assertEq(registry.deedCount(), 0);
    }

    function test_A_first_sale_that_fails_mints_no_deed() public {
        MintTerms memory terms = publicTerms();
        Voucher memory voucher = voucherOf(terms, 1);
        address poor = makeAddr("poor");
        vm.expectRevert();
        vm.prank(poor);
        market.buySigned(terms, voucher, purchaseOf(0, poor, 1));
        assertEq(registry.deedCount(), 0);
        assertFalse(registry.isNonceUsed(creator, 1));
    }
}
