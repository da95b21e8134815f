// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IComponentRegistry} from "../../src/interfaces/IComponentRegistry.sol";
import {LicenceOffer, MintTerms, Parent, SaleTerms, ScopeTerms, VersionTerms} from "../../src/types/ComponentTypes.sol";
import {ProductTest} from "../setup/ProductTest.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

contract ComponentRegistryTest is ProductTest {
    function test_A_minted_deed_belongs_to_its_creator_and_holds_the_terms() public {
        MintTerms memory terms = publicTerms();
        vm.expectEmit();
        emit IComponentRegistry.Minted(1, creator, 0, 1, issuer, 1000, 500, terms.uri, terms.parents, terms.scopes);
        vm.expectEmit();
        emit IComponentRegistry.VersionAppended(1, 1, terms.version);
        vm.expectEmit();
        emit IComponentRegistry.OfferSet(1, SEAT, address(usd), PRICE);
        uint256 id = mintDeed(terms);
        assertEq(id, 1);
        assertEq(registry.deedCount(), 1);
        assertEq(registry.ownerOf(id), creator);
        assertEq(registry.tokenURI(id), terms.uri);
        (address by, uint8 kind, uint16 askBps, uint16 royaltyBps, address keyIssuer) = registry.deedOf(id);
        assertEq(by, creator);
        assertEq(kind, 1);
        assertEq(askBps, 1000);
        assertEq(royaltyBps, 500);
        assertEq(keyIssuer, issuer);
        assertEq(registry.keyIssuerOf(id), issuer);
        assertEq(registry.versionCount(id), 1);
        (VersionTerms memory version, uint40 createdAt) = registry.versionOf(id, 1);
        assertEq(keccak256(abi.encode(version)), keccak256(abi.encode(terms.version)));
        assertEq(createdAt, block.timestamp);
        (uint256 price, bool isOffered) = registry.offerOf(id, SEAT, address(usd));
        assertEq(price, PRICE);
        assertTrue(isOffered);
        ScopeTerms memory scope = registry.scopeTermsOf(id, SEAT);
        assertEq(keccak256(abi.encode(scope)), keccak256(abi.encode(terms.scopes[0])));
        assertEq(registry.parentsOf(id).length, 0);
    }

    function test_Nobody_mints_in_the_name_of_another() public {
        vm.expectRevert(
            abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_NotCreator.selector, creator, alice)
        );
        vm.prank(alice);
        registry.mint(publicTerms());
    }

    function test_Terms_out_of_bounds_are_refused() public {
        MintTerms memory terms = publicTerms();
        terms.kind = 7;
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_BadKind.selector, 7));
        terms = publicTerms();
        terms.askBps = 2001;
        expectRefused(
            terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_TooManyBps.selector, 2001, 2000)
        );
        terms = publicTerms();
        terms.royaltyBps = 1001;
        expectRefused(
            terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_TooManyBps.selector, 1001, 1000)
        );
        terms = publicTerms();
        terms.uri = string(new bytes(513));
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_TooLong.selector, 513, 512));
        terms = publicTerms();
        terms.version.cid = string(new bytes(129));
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_TooLong.selector, 129, 128));
        terms = publicTerms();
        terms.version.contentRoot = 0;
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_NoContentRoot.selector));
        terms = publicTerms();
        terms.offers = new LicenceOffer[](17);
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_TooMany.selector, 17, 16));
        terms = publicTerms();
        terms.offers[0].asset = address(0);
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_NoAsset.selector));
        terms = publicTerms();
        terms.offers[0].price = uint256(type(uint248).max) + 1;
        expectRefused(
            terms, abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 248, terms.offers[0].price)
        );
    }

    function test_Terms_at_their_bounds_are_accepted() public {
        MintTerms memory terms = publicTerms();
        terms.kind = 6;
        terms.askBps = 2000;
        terms.royaltyBps = 1000;
        terms.uri = string(new bytes(512));
        terms.version.cid = string(new bytes(128));
        terms.offers = new LicenceOffer[](16);
        for (uint160 i; i < 16; ++i) {
            terms.offers[i] = LicenceOffer(SEAT, address(i + 1), type(uint248).max);
        }
        uint256 id = mintDeed(terms);
        (uint256 price,) = registry.offerOf(id, SEAT, address(16));
        assertEq(price, type(uint248).max);
    }

    function test_Scopes_are_seat_and_domain_each_once() public {
        MintTerms memory terms = publicTerms();
        terms.scopes = new ScopeTerms[](2);
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_BadScope.selector, SEAT));
        terms.scopes[1].scope = 2;
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_BadScope.selector, 2));
        terms.scopes[0].scope = DOMAIN;
        terms.scopes[1].scope = SEAT;
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_BadScope.selector, SEAT));
        terms.scopes[0] = ScopeTerms(SEAT, 5, 30 days, true);
        terms.scopes[1] = ScopeTerms(DOMAIN, 0, 0, false);
        uint256 id = mintDeed(terms);
        assertEq(registry.scopeTermsOf(id, SEAT).supplyCap, 5);
        assertEq(registry.scopeTermsOf(id, SEAT).durationSeconds, 30 days);
        assertTrue(registry.scopeTermsOf(id, SEAT).isSoulbound);
        assertEq(registry.scopeTermsOf(id, DOMAIN).scope, DOMAIN);
    }

    function test_A_scope_that_was_not_fixed_at_mint_is_never_sold() public {
        uint256 id = mintDeed(publicTerms());
        bytes memory notSold =
            abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_ScopeNotSold.selector, id, DOMAIN);
        vm.expectRevert(notSold);
        vm.prank(creator);
        registry.setOffer(id, DOMAIN, address(usd), 1);
        vm.expectRevert(notSold);
        registry.scopeTermsOf(id, DOMAIN);
        MintTerms memory terms = publicTerms();
        terms.offers[0].scope = DOMAIN;
        expectRefused(
            terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_ScopeNotSold.selector, id + 1, DOMAIN)
        );
    }

    function test_Versions_are_only_added_and_only_by_the_owner() public {
        uint256 id = mintDeed(publicTerms());
        VersionTerms memory second = privateVersion();
        second.contentRoot = keccak256("second");
        vm.expectEmit();
        emit IComponentRegistry.VersionAppended(id, 2, second);
        vm.prank(creator);
        assertEq(registry.appendVersion(id, second), 2);
        (bytes32 root, bytes32 commitment) = registry.commitmentOf(id, 2);
        assertEq(root, second.contentRoot);
        assertEq(commitment, second.keyCommitment);
        (root, commitment) = registry.commitmentOf(id, 1);
        assertEq(root, ROOT);
        assertEq(commitment, 0);
        vm.expectRevert(abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_NotOwner.selector, id, alice));
        vm.prank(alice);
        registry.appendVersion(id, second);
    }

    function test_A_version_that_does_not_exist_is_not_read() public {
        uint256 id = mintDeed(publicTerms());
        for (uint32 number = 0; number < 4; number += 2) {
            vm.expectRevert(abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_NoVersion.selector, id, number));
            registry.versionOf(id, number);
        }
    }

    function test_A_deed_that_does_not_exist_is_not_read() public {
        uint256 id = mintDeed(publicTerms()) + 1;
        bytes memory noDeed = abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_NoDeed.selector, id);
        vm.expectRevert(noDeed);
        registry.deedOf(id);
        vm.expectRevert(noDeed);
        registry.tokenURI(id);
        vm.expectRevert(noDeed);
        registry.royaltyInfo(id, 1);
        vm.expectRevert(noDeed);
        registry.revenueShares(id, 1);
        vm.expectRevert(abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_NoDeed.selector, 0));
        registry.keyIssuerOf(0);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id));
        vm.prank(creator);
        registry.setOffer(id, SEAT, address(usd), 1);
    }

    function test_An_id_that_would_wrap_around_does_not_mean_another_deed() public {
        mintDeed(publicTerms());
        vm.expectRevert();
        registry.offerOf((1 << 248) + 1, SEAT, address(usd));
    }

    function test_Private_content_needs_somebody_who_signs_keys() public {
        MintTerms memory terms = privateTerms();
        terms.keyIssuer = address(0);
        expectRefused(terms, abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_NoKeyIssuer.selector));
        terms.version = publicVersion();
        uint256 id = mintDeed(terms);
        vm.startPrank(creator);
        vm.expectRevert(IComponentRegistry.ComponentRegistry_NoKeyIssuer.selector);
        registry.appendVersion(id, privateVersion());
        vm.expectRevert(IComponentRegistry.ComponentRegistry_NoKeyIssuer.selector);
        registry.setKeyIssuer(id, address(0));
        vm.expectEmit();
        emit IComponentRegistry.KeyIssuerSet(id, issuer);
        registry.setKeyIssuer(id, issuer);
        assertEq(registry.appendVersion(id, privateVersion()), 2);
        vm.stopPrank();
    }

    function test_The_owner_sets_and_removes_prices() public {
        uint256 id = mintDeed(publicTerms());
        vm.startPrank(creator);
        registry.setOffer(id, SEAT, address(usd), 7);
        (uint256 price,) = registry.offerOf(id, SEAT, address(usd));
        assertEq(price, 7);
        vm.expectEmit();
        emit IComponentRegistry.OfferRemoved(id, SEAT, address(usd));
        registry.removeOffer(id, SEAT, address(usd));
        (, bool isOffered) = registry.offerOf(id, SEAT, address(usd));
        assertFalse(isOffered);
        bytes memory notOffered =
            abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_NotOffered.selector, id, SEAT, address(usd));
        vm.expectRevert(notOffered);
        registry.removeOffer(id, SEAT, address(usd));
        vm.expectRevert(notOffered);
        registry.saleTermsOf(id, 1, SEAT, address(usd));
        vm.stopPrank();
    }

    function test_What_an_owner_may_do_nobody_else_does() public {
        uint256 id = mintDeed(publicTerms());
        bytes memory notOwner =
            abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_NotOwner.selector, id, alice);
        vm.startPrank(alice);
        vm.expectRevert(notOwner);
        registry.setOffer(id, SEAT, address(usd), 1);
        vm.expectRevert(notOwner);
        registry.removeOffer(id, SEAT, address(usd));
        vm.expectRevert(notOwner);
        registry.setAskBps(id, 1);
        vm.expectRevert(notOwner);
        registry.setKeyIssuer(id, alice);
        vm.stopPrank();
    }

    function test_The_rights_go_with_the_deed_and_the_royalty_stays_with_the_creator() public {
        uint256 id = mintDeed(publicTerms());
        assertEq(registry.transferNonce(id), 0);
        vm.prank(creator);
        registry.transferFrom(creator, bob, id);
        assertEq(registry.transferNonce(id), 1);
        vm.expectRevert(abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_NotOwner.selector, id, creator));
        vm.prank(creator);
        registry.setOffer(id, SEAT, address(usd), 1);
        vm.prank(bob);
        registry.setOffer(id, SEAT, address(usd), 1);
        (address receiver, uint256 royalty) = registry.royaltyInfo(id, 1000e6);
        assertEq(receiver, creator);
        assertEq(royalty, 50e6);
        vm.prank(bob);
        registry.transferFrom(bob, bob, id);
        assertEq(registry.transferNonce(id), 2, "a move to oneself counts as well");
    }

    function test_The_ask_only_falls() public {
        uint256 id = mintDeed(publicTerms());
        vm.startPrank(creator);
        vm.expectRevert(
            abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_AskMayOnlyFall.selector, 1000, 1000)
        );
        registry.setAskBps(id, 1000);
        vm.expectEmit();
        emit IComponentRegistry.AskLowered(id, 999);
        registry.setAskBps(id, 999);
        (,, uint16 askBps,,) = registry.deedOf(id);
        assertEq(askBps, 999);
        vm.stopPrank();
    }

    function test_The_terms_of_a_sale_come_in_one_call() public {
        MintTerms memory terms = privateTerms();
        terms.scopes[0].durationSeconds = 30 days;
        uint256 id = mintDeed(terms);
        SaleTerms memory sale = registry.saleTermsOf(id, 1, SEAT, address(usd));
        assertEq(sale.owner, creator);
        assertEq(sale.keyIssuer, issuer);
        assertEq(sale.price, PRICE);
        assertEq(sale.contentRoot, ROOT);
        assertEq(sale.keyCommitment, terms.version.keyCommitment);
        assertTrue(sale.isTimed);
    }

    function test_The_registry_says_which_standards_it_keeps() public view {
        assertTrue(registry.supportsInterface(type(IERC2981).interfaceId));
        assertTrue(registry.supportsInterface(type(IERC721).interfaceId));
        assertFalse(registry.supportsInterface(0xffffffff));
    }

    function expectRefused(MintTerms memory terms, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(terms.creator);
        registry.mint(terms);
    }
}
