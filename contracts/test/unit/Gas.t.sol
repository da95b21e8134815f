// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {RevenueSource} from "../../src/libraries/RevenueSource.sol";
import {MintTerms, Parent} from "../../src/types/ComponentTypes.sol";
import {Credit} from "../../src/types/LedgerTypes.sol";
import {Purchase, Voucher} from "../../src/types/MarketTypes.sol";
import {ProductTest} from "../setup/ProductTest.sol";

/// @dev Gas of each action as a transaction of its own (isolated), kept in contracts/test/gas/Actions.json.
/// forge-config: default.isolate = true
contract GasTest is ProductTest {
    uint256 private publicId;
    uint256 private privateId;
    uint256 private held;

    function setUp() public override {
        super.setUp();
        publicId = mintDeed(publicTerms());
        privateId = mintDeed(privateTerms());
        buy(alice, publicId, 5);
        held = buy(alice, privateId, 1);
        vm.prank(creator);
        registry.setApprovalForAll(address(market), true);
        vm.prank(alice);
        licence.setApprovalForAll(address(market), true);
    }

    function test_Gas_of_minting() public {
        vm.prank(creator);
        registry.mint(publicTerms());
        snap("mint, one scope and price");
        MintTerms memory terms = publicTerms();
        terms.parents = new Parent[](2);
        terms.parents[0] = Parent(publicId, 1000);
        terms.parents[1] = Parent(privateId, 1000);
        vm.prank(creator);
        registry.mint(terms);
        snap("mint, two parents");
        Voucher memory voucher = voucherOf(publicTerms(), 1);
        vm.prank(alice);
        registry.mintSigned(publicTerms(), 1, voucher.deadline, voucher.signature);
        snap("mintSigned");
        vm.prank(creator);
        registry.appendVersion(publicId, privateVersion());
        snap("appendVersion");
        vm.prank(creator);
        registry.setOffer(publicId, SEAT, address(usd), 1);
        snap("setOffer, changed");
    }

    function test_Gas_of_buying() public {
        buy(bob, publicId, 1);
        snap("buyLicence, public, new buyer");
        buy(bob, publicId, 1);
        snap("buyLicence, public, again");
        buy(bob, privateId, 1);
        snap("buyLicence, private");
        uint256 wide = mintWide();
        buy(bob, wide, 1);
        snap("buyLicence, public, sixteen ancestors");
        MintTerms memory terms = publicTerms();
        Voucher memory voucher = voucherOf(terms, 1);
        Purchase memory purchase = purchaseOf(0, bob, 1);
        vm.prank(bob);
        market.buySigned(terms, voucher, purchase);
        snap("buySigned, public, mints");
    }

    function test_Gas_of_delivering() public {
        bytes memory sealedKey = new bytes(192);
        bytes memory signature = sign(issuerKey, market.deliveryDigest(held, keccak256(sealedKey)));
        market.deliverKey(held, sealedKey, signature);
        snap("deliverKey, 192 bytes");
        vm.prank(alice);
        market.confirmKey(held);
        snap("confirmKey");
        uint256 late = buy(bob, privateId, 1);
        vm.warp(block.timestamp + DELIVERY + 1);
        market.refund(late);
        snap("refund");
        uint256 disputed = buy(bob, privateId, 1);
        deliver(disputed);
        vm.prank(bob);
        market.openDispute(disputed);
        snap("openDispute");
        vm.prank(ARBITER);
        market.resolveDispute(disputed, false);
        snap("resolveDispute, for the seller");
    }

    function test_Gas_of_reselling() public {
        uint40 end = uint40(block.timestamp) + 1 days;
        vm.prank(creator);
        uint256 deed = market.listDeed(publicId, address(usd), 100e6, end);
        snap("listDeed");
        vm.prank(alice);
        uint256 lot = market.listLicence(seatToken(publicId), 2, address(usd), 10e6, end);
        snap("listLicence");
        vm.prank(bob);
        market.buyListing(deed, 100e6, 0);
        snap("buyListing, deed");
        vm.prank(bob);
        market.buyListing(lot, 10e6, 0);
        snap("buyListing, licences");
        vm.prank(alice);
        licence.safeTransferFrom(alice, bob, seatToken(publicId), 1, "");
        snap("transfer of a licence");
        vm.prank(bob);
        registry.transferFrom(bob, alice, publicId);
        snap("transfer of a deed");
    }

    function test_Gas_of_the_ledger_and_the_rest() public {
        vm.prank(creator);
        ledger.claim(address(usd));
        snap("claim");
        Credit[] memory rows = new Credit[](10);
        for (uint160 i; i < 10; ++i) {
            rows[i] = Credit(address(0xA0 + i), 1e6, 1, RevenueSource.LICENCE);
        }
        usd.mint(address(this), 10e6);
        usd.approve(address(ledger), 10e6);
        ledger.credit(address(usd), rows);
        snap("credit, ten new accounts");
        uint256 deadline = block.timestamp;
        bytes memory signature = sign(issuerKey, licence.releaseDigest(alice, seatToken(publicId), 1, 1, deadline));
        licence.noteRelease(alice, seatToken(publicId), 1, 1, deadline, signature);
        snap("noteRelease");
        NodeRegistry nodes = new NodeRegistry();
        signature = sign(issuerKey, nodes.linkDigest(issuer, alice, alice, deadline));
        vm.prank(alice);
        nodes.linkNode(issuer, alice, ROOT, deadline, signature);
        snap("linkNode");
    }

    function mintWide() private returns (uint256) {
        MintTerms memory terms = publicTerms();
        terms.parents = new Parent[](16);
        for (uint256 i; i < 16; ++i) {
            terms.parents[i] = Parent(mintDeed(publicTerms()), 300);
        }
        return mintDeed(terms);
    }

    function snap(string memory action) private {
        vm.snapshotGasLastCall("Actions", action);
    }
}
