// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MintTerms} from "../../src/types/ComponentTypes.sol";

/// @notice The struct hash of a voucher built a second time, from plain strings, in the way that EIP-712 words it.
/// For terms with one parent, one scope and one offer.
library VoucherByHand {
    string private constant OFFER = "LicenceOffer(uint8 scope,address asset,uint256 price)";
    string private constant MINT =
        "MintTerms(address creator,address keyIssuer,uint8 kind,uint16 askBps,uint16 royaltyBps,string uri,VersionTerms version,Parent[] parents,ScopeTerms[] scopes,LicenceOffer[] offers)";
    string private constant PARENT = "Parent(uint256 id,uint16 bps)";
    string private constant SCOPE = "ScopeTerms(uint8 scope,uint64 supplyCap,uint40 durationSeconds,bool isSoulbound)";
    string private constant VERSION =
        "VersionTerms(bytes32 contentRoot,bytes32 manifestHash,string cid,bytes32 keyCommitment,bytes32 licenceHash)";
    string private constant VOUCHER = "MintVoucher(MintTerms terms,uint256 nonce,uint256 deadline)";

    function structHash(MintTerms memory terms, uint256 nonce, uint256 deadline) internal pure returns (bytes32) {
        bytes32 voucherType = keccak256(bytes(string.concat(VOUCHER, OFFER, MINT, PARENT, SCOPE, VERSION)));
        return keccak256(abi.encode(voucherType, _terms(terms), nonce, deadline));
    }

    function _terms(MintTerms memory terms) private pure returns (bytes32) {
        bytes memory head = abi.encode(
            keccak256(bytes(string.concat(MINT, OFFER, PARENT, SCOPE, VERSION))),
            terms.creator,
            terms.keyIssuer,
            terms.kind,
            terms.askBps,
            terms.royaltyBps,
            keccak256(bytes(terms.uri))
        );
        return keccak256(bytes.concat(head, _version(terms), _parent(terms), _scope(terms), _offer(terms)));
    }

    function _version(MintTerms memory terms) private pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256(bytes(VERSION)),
                terms.version.contentRoot,
                terms.version.manifestHash,
                keccak256(bytes(terms.version.cid)),
                terms.version.keyCommitment,
                terms.version.licenceHash
            )
        );
    }

    function _parent(MintTerms memory terms) private pure returns (bytes32) {
        bytes32 row = keccak256(abi.encode(keccak256(bytes(PARENT)), terms.parents[0].id, terms.parents[0].bps));
        return keccak256(abi.encodePacked(row));
    }

    function _scope(MintTerms memory terms) private pure returns (bytes32) {
        bytes32 row = keccak256(
            abi.encode(
                keccak256(bytes(SCOPE)),
                terms.scopes[0].scope,
                terms.scopes[0].supplyCap,
                terms.scopes[0].durationSeconds,
                terms.scopes[0].isSoulbound
            )
        );
        return keccak256(abi.encodePacked(row));
    }

    function _offer(MintTerms memory terms) private pure returns (bytes32) {
        bytes32 row = keccak256(
            abi.encode(keccak256(bytes(OFFER)), terms.offers[0].scope, terms.offers[0].asset, terms.offers[0].price)
        );
        return keccak256(abi.encodePacked(row));
    }
}
