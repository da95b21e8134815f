// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ScopeTerms} from "../../../src/types/ComponentTypes.sol";
import {Credit} from "../../../src/types/LedgerTypes.sol";
import {Listing, ListingKind} from "../../../src/types/MarketTypes.sol";
import {DecimalsToken} from "../../mocks/DecimalsToken.sol";
import {Ghosts} from "./Ghosts.sol";
import {PurchaseHandler} from "./PurchaseHandler.sol";

/// @notice Everything that people can do with deeds, licences and money, at random.
contract MarketHandler is PurchaseHandler {
    constructor(Product memory product) Ghosts(product) {
        for (uint256 i; i < people.length; ++i) {
            vm.startPrank(people[i]);
            registry.setApprovalForAll(address(market), true);
            licence.setApprovalForAll(address(market), true);
            vm.stopPrank();
        }
    }

    function listDeed(uint256 seed, uint256 price) external {
        uint256 id = deedOf(seed);
        if (id == 0 || listings.length > 8) return;
        vm.prank(registry.ownerOf(id));
        listings.push(
            market.listDeed(id, address(assetOf(seed >> 8)), price % 1e24 + 1, uint40(block.timestamp) + 60 days)
        );
    }

    function listLicence(uint256 seed, uint256 sellerSeed, uint256 price) external {
        uint256 id = deedOf(seed);
        if (id == 0 || listings.length > 8) return;
        address seller = personOf(sellerSeed);
        uint256 balance = licence.balanceOf(seller, id << 8);
        if (balance == 0) return;
        vm.prank(seller);
        listings.push(
            market.listLicence(
                id << 8,
                uint64(1 + price % balance),
                address(assetOf(seed >> 8)),
                price % 1e24 + 1,
                uint40(block.timestamp) + 60 days
            )
        );
    }

    function cancelListing(uint256 seed) external {
        if (listings.length == 0 || seed % 4 != 0) return;
        uint256 index = seed % listings.length;
        Listing memory listing = market.listingOf(listings[index]);
        vm.prank(listing.seller);
        market.cancelListing(listings[index]);
        remove(listings, index);
    }

    /// @dev A listing executes if and only if it isn't stale, hasn't run out, and what it sells may move.
    function buyListing(uint256 seed, uint256 buyerSeed) external {
        if (listings.length == 0) return;
        uint256 index = seed % listings.length;
        uint256 listingId = listings[index];
        Listing memory listing = market.listingOf(listingId);
        address buyer = personOf(buyerSeed);
        uint256 nonceNow = listing.kind == ListingKind.Deed
            ? registry.transferNonce(listing.tokenId)
            : licence.transferNonce(listing.seller, listing.tokenId);
        bool isStale = nonceNow != listing.transferNonce;
        bool isGood = !isStale && block.timestamp <= listing.expiresAt && mayMove(listing, buyer);
        uint256 owed = ledger.totalOwed(listing.asset);
        pay(DecimalsToken(listing.asset), buyer, address(market), listing.price);
        vm.prank(buyer);
        try market.buyListing(listingId, listing.price, nonceNow) {
            assertTrue(isGood, "a listing that is stale, over or locked executed");
            assertEq(ledger.totalOwed(listing.asset) - owed, listing.price, "parts of a resale differ from its price");
            remove(listings, index);
            ++done["buyListing"];
        } catch {
            assertFalse(isGood, "a good listing didn't execute");
            takeBack(DecimalsToken(listing.asset), buyer, listing.price);
            ++done[isStale ? bytes32("staleListing") : bytes32("lockedListing")];
            if (isStale) remove(listings, index);
        }
    }

    function transferLicence(uint256 seed, uint256 fromSeed, uint256 toSeed) external {
        uint256 id = deedOf(seed);
        if (id == 0) return;
        address from = personOf(fromSeed);
        uint256 tokenId = id << 8;
        uint256 balance = licence.balanceOf(from, tokenId);
        if (balance == 0) return;
        uint256 value = 1 + (seed >> 8) % balance;
        address to = personOf(toSeed);
        ScopeTerms memory scope = registry.scopeTermsOf(id, 0);
        bool isFree = !scope.isSoulbound && scope.durationSeconds == 0
            && (from == to || balance - value >= licence.lockedUnits(from, tokenId));
        vm.prank(from);
        try licence.safeTransferFrom(from, to, tokenId, value, "") {
            assertTrue(isFree, "a locked licence moved");
            ++done["transferLicence"];
        } catch {
            assertFalse(isFree && from != to, "a free licence didn't move");
        }
    }

    function noteRelease(uint256 seed, uint256 holderSeed) external {
        uint256 id = deedOf(seed);
        if (id == 0) return;
        address holder = personOf(holderSeed);
        uint256 balance = licence.balanceOf(holder, id << 8);
        if (balance == 0) return;
        uint64 inUse = uint64(1 + (seed >> 8) % balance);
        bytes32 digest = licence.releaseDigest(holder, id << 8, inUse, ++nonce, block.timestamp);
        licence.noteRelease(holder, id << 8, inUse, nonce, block.timestamp, sign(issuerKey, digest));
        assertGe(licence.lockedUnits(holder, id << 8), inUse, "a unit in use isn't locked");
    }

    function burnExpired(uint256 seed, uint256 holderSeed) external {
        uint256 id = deedOf(seed);
        if (id == 0) return;
        address holder = personOf(holderSeed);
        uint256 tokenId = id << 8;
        uint40 expiresAt = licence.expiryOf(holder, tokenId);
        if (expiresAt == 0 || block.timestamp < expiresAt || licence.heldUnits(holder, tokenId) > 0) return;
        units[tokenId] -= licence.balanceOf(holder, tokenId);
        licence.burnExpired(holder, tokenId);
        ++done["burnExpired"];
    }

    function claim(uint256 personSeed, uint256 assetSeed) external {
        address account = personSeed % 5 == 4 ? treasury : personOf(personSeed);
        DecimalsToken asset = assetOf(assetSeed);
        uint256 amount = ledger.owed(account, address(asset));
        if (amount == 0) return;
        uint256 before = asset.balanceOf(account);
        ledger.claimFor(account, address(asset));
        assertEq(asset.balanceOf(account) - before, amount, "a claim paid another amount than owed");
        claimed[address(asset)] += amount;
        vm.prank(account);
        asset.transfer(address(this), amount);
        ++done["claim"];
    }

    function credit(uint256 personSeed, uint256 assetSeed, uint128 amount) external {
        DecimalsToken asset = assetOf(assetSeed);
        uint256 value = amount % 1e24;
        Credit[] memory rows = new Credit[](2);
        rows[0] = Credit(personOf(personSeed), value / 3, 0, "gift");
        rows[1] = Credit(personOf(personSeed >> 8), value - value / 3, 0, "gift");
        asset.approve(address(ledger), value);
        ledger.credit(address(asset), rows);
        paidIn[address(asset)] += value;
    }

    function passTime(uint256 time) external {
        vm.warp(block.timestamp + time % 3 days);
    }

    function mayMove(Listing memory listing, address buyer) private view returns (bool) {
        if (listing.kind == ListingKind.Deed) return true;
        ScopeTerms memory scope = registry.scopeTermsOf(listing.tokenId >> 8, 0);
        if (scope.isSoulbound || scope.durationSeconds > 0) return false;
        uint256 balance = licence.balanceOf(listing.seller, listing.tokenId);
        uint256 left = buyer == listing.seller ? balance : balance - listing.units;
        return left >= lockOf(listing.seller, listing.tokenId);
    }

    function lockOf(address holder, uint256 tokenId) private view returns (uint256) {
        (uint64 inUse, uint40 until,) = licence.releaseOf(holder, tokenId);
        return licence.heldUnits(holder, tokenId) + (block.timestamp < until ? inUse : 0);
    }
}
