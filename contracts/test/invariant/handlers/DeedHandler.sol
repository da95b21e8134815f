// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LicenceOffer, MintTerms, Parent, ScopeTerms, VersionTerms} from "../../../src/types/ComponentTypes.sol";
import {Ghosts} from "./Ghosts.sol";

/// @notice Minting, pricing, versions and moves of deeds.
abstract contract DeedHandler is Ghosts {
    function mintDeed(uint256 seed, uint256 shape) external {
        if (registry.deedCount() >= MOST_DEEDS) return;
        MintTerms memory terms = termsOf(seed, shape);
        if (shape % 3 == 0) {
            uint256 deadline = block.timestamp + 1;
            bytes32 digest = registry.voucherDigest(terms, ++nonce, deadline);
            registry.mintSigned(terms, nonce, deadline, sign(keyOf[terms.creator], digest));
        } else {
            vm.prank(terms.creator);
            registry.mint(terms);
        }
        noteDeed();
    }

    function setOffer(uint256 seed, uint256 price) external {
        uint256 id = deedOf(seed);
        if (id == 0) return;
        vm.prank(registry.ownerOf(id));
        registry.setOffer(id, 0, address(assetOf(seed >> 8)), price % 1e24);
    }

    function appendVersion(uint256 seed, bool isPrivate) external {
        uint256 id = deedOf(seed);
        if (id == 0) return;
        VersionTerms memory version = versionOf(keccak256(abi.encode(seed)), isPrivate);
        vm.prank(registry.ownerOf(id));
        uint32 number = registry.appendVersion(id, version);
        versionHash[versionKey(id, number)] = keccak256(abi.encode(version));
    }

    /// @dev A deed moves: nobody's earnings may change.
    function transferDeed(uint256 seed, uint256 toSeed) external {
        uint256 id = deedOf(seed);
        if (id == 0) return;
        address from = registry.ownerOf(id);
        address to = personOf(toSeed);
        uint256 before = owedInAll(from);
        uint256 beforeTo = owedInAll(to);
        vm.prank(from);
        registry.transferFrom(from, to, id);
        assertEq(owedInAll(from), before, "credited money left with the deed");
        assertEq(owedInAll(to), beforeTo, "credited money came with the deed");
        ++done["transferDeed"];
    }

    function termsOf(uint256 seed, uint256 shape) internal view returns (MintTerms memory terms) {
        terms.creator = personOf(seed);
        terms.keyIssuer = issuer;
        terms.kind = uint8(seed % 7);
        terms.askBps = uint16((seed >> 16) % 2001);
        terms.royaltyBps = uint16((seed >> 32) % 1001);
        terms.version = versionOf(keccak256(abi.encode(seed, shape)), shape % 2 == 0);
        terms.parents = parentsOf(seed, (shape >> 8) % 4);
        terms.scopes = new ScopeTerms[](1);
        terms.scopes[0] = ScopeTerms({
            scope: 0,
            supplyCap: uint64((shape >> 16) % 3 == 0 ? 5 + (shape >> 18) % 20 : 0),
            durationSeconds: (shape >> 24) % 4 == 0 ? 20 days : 0,
            isSoulbound: (shape >> 32) % 5 == 0
        });
        terms.offers = new LicenceOffer[](2);
        terms.offers[0] = LicenceOffer(0, address(assets[0]), (seed >> 48) % 1e9);
        terms.offers[1] = LicenceOffer(0, address(assets[1]), (seed >> 80) % 1e21);
    }

    function versionOf(bytes32 root, bool isPrivate) internal pure returns (VersionTerms memory version) {
        version.contentRoot = root;
        version.cid = "bafy";
        if (isPrivate) version.keyCommitment = keccak256(abi.encode(root, KEY, SALT));
    }

    /// @dev Notes the newest deed's first version and token.
    function noteDeed() internal {
        uint256 id = registry.deedCount();
        (VersionTerms memory version,) = registry.versionOf(id, 1);
        versionHash[versionKey(id, 1)] = keccak256(abi.encode(version));
        tokenIds.push(id << 8);
        ++done["mintDeed"];
    }

    function deedOf(uint256 seed) internal view returns (uint256) {
        uint256 count = registry.deedCount();
        return count == 0 ? 0 : 1 + seed % count;
    }

    /// @dev Up to `wanted` of the newest deeds, in rising order.
    function parentsOf(uint256 seed, uint256 wanted) private view returns (Parent[] memory parents) {
        uint256 count = registry.deedCount();
        uint256 length = wanted < count ? wanted : count;
        parents = new Parent[](length);
        for (uint256 i; i < length; ++i) {
            parents[i] = Parent(count - length + 1 + i, uint16((seed >> (i * 16 + 8)) % 1667));
        }
    }
}
