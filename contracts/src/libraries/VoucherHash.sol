// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LicenceOffer, MintTerms, Parent, ScopeTerms, VersionTerms} from "../types/ComponentTypes.sol";

/// @title EIP-712 struct hash of a mint voucher
/// @dev Nested types in the order that EIP-712 asks for: the primary type, then the others by name.
library VoucherHash {
    bytes32 private constant LICENCE_OFFER_TYPEHASH =
        keccak256("LicenceOffer(uint8 scope,address asset,uint256 price)");
    bytes32 private constant PARENT_TYPEHASH = keccak256("Parent(uint256 id,uint16 bps)");
    bytes32 private constant SCOPE_TERMS_TYPEHASH =
        keccak256("ScopeTerms(uint8 scope,uint64 supplyCap,uint40 durationSeconds,bool isSoulbound)");
    bytes32 private constant VERSION_TERMS_TYPEHASH = keccak256(
        "VersionTerms(bytes32 contentRoot,bytes32 manifestHash,string cid,bytes32 keyCommitment,bytes32 licenceHash)"
    );
    bytes32 private constant MINT_TERMS_TYPEHASH = keccak256(
        "MintTerms(address creator,address keyIssuer,uint8 kind,uint16 askBps,uint16 royaltyBps,string uri,"
        "VersionTerms version,Parent[] parents,ScopeTerms[] scopes,LicenceOffer[] offers)"
        "LicenceOffer(uint8 scope,address asset,uint256 price)" "Parent(uint256 id,uint16 bps)"
        "ScopeTerms(uint8 scope,uint64 supplyCap,uint40 durationSeconds,bool isSoulbound)"
        "VersionTerms(bytes32 contentRoot,bytes32 manifestHash,string cid,bytes32 keyCommitment,bytes32 licenceHash)"
    );
    bytes32 private constant MINT_VOUCHER_TYPEHASH = keccak256(
        "MintVoucher(MintTerms terms,uint256 nonce,uint256 deadline)"
        "LicenceOffer(uint8 scope,address asset,uint256 price)"
        "MintTerms(address creator,address keyIssuer,uint8 kind,uint16 askBps,uint16 royaltyBps,string uri,"
        "VersionTerms version,Parent[] parents,ScopeTerms[] scopes,LicenceOffer[] offers)"
        "Parent(uint256 id,uint16 bps)"
        "ScopeTerms(uint8 scope,uint64 supplyCap,uint40 durationSeconds,bool isSoulbound)"
        "VersionTerms(bytes32 contentRoot,bytes32 manifestHash,string cid,bytes32 keyCommitment,bytes32 licenceHash)"
    );

    /// @notice Struct hash of `MintVoucher(MintTerms terms,uint256 nonce,uint256 deadline)`.
    function hashVoucher(MintTerms calldata terms, uint256 nonce, uint256 deadline) internal pure returns (bytes32) {
        return keccak256(abi.encode(MINT_VOUCHER_TYPEHASH, _hashTerms(terms), nonce, deadline));
    }

    function _hashTerms(MintTerms calldata terms) private pure returns (bytes32) {
        bytes memory head = abi.encode(
            MINT_TERMS_TYPEHASH,
            terms.creator,
            terms.keyIssuer,
            terms.kind,
            terms.askBps,
            terms.royaltyBps,
            keccak256(bytes(terms.uri))
        );
        return keccak256(
            bytes.concat(
                head,
                _hashVersion(terms.version),
                _hashParents(terms.parents),
                _hashScopes(terms.scopes),
                _hashOffers(terms.offers)
            )
        );
    }

    function _hashVersion(VersionTerms calldata version) private pure returns (bytes32) {
        return keccak256(
            abi.encode(
                VERSION_TERMS_TYPEHASH,
                version.contentRoot,
                version.manifestHash,
                keccak256(bytes(version.cid)),
                version.keyCommitment,
                version.licenceHash
            )
        );
    }

    function _hashParents(Parent[] calldata rows) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](rows.length);
        for (uint256 i; i < rows.length; ++i) {
            hashes[i] = keccak256(abi.encode(PARENT_TYPEHASH, rows[i]));
        }
        return keccak256(abi.encodePacked(hashes));
    }

    function _hashScopes(ScopeTerms[] calldata rows) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](rows.length);
        for (uint256 i; i < rows.length; ++i) {
            hashes[i] = keccak256(abi.encode(SCOPE_TERMS_TYPEHASH, rows[i]));
        }
        return keccak256(abi.encodePacked(hashes));
    }

    function _hashOffers(LicenceOffer[] calldata rows) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](rows.length);
        for (uint256 i; i < rows.length; ++i) {
            hashes[i] = keccak256(abi.encode(LICENCE_OFFER_TYPEHASH, rows[i]));
        }
        return keccak256(abi.encodePacked(hashes));
    }
}
