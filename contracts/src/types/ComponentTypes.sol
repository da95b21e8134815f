// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice One immutable state of a component. Numbers start at 1 and only grow.
/// @param contentRoot RFC 6962 root of the plain bundle; what a buyer verifies a download against.
/// @param manifestHash SHA-256 of the canonical manifest.
/// @param cid Content identifier of the stored bundle (of the ciphertext when private), at most 128 bytes; may be empty.
/// @param keyCommitment keccak256(abi.encode(contentRoot, key, salt)) of a private bundle; zero means public.
/// @param licenceHash keccak256 of the licence text.
struct VersionTerms {
    bytes32 contentRoot;
    bytes32 manifestHash;
    string cid;
    bytes32 keyCommitment;
    bytes32 licenceHash;
}

/// @notice A component that this one was made from, and its part of what this one earns.
/// @param id Deed id of the parent, lower than the child's.
/// @param bps Basis points of the creator's side of a sale (after the protocol's fee).
struct Parent {
    uint256 id;
    uint16 bps;
}

/// @notice What a kind of licence allows; fixed when the deed is minted.
/// @param scope 0 seat (one node), 1 domain (every node that the holder's domain admitted).
/// @param supplyCap Most units that may exist at once; 0 for no cap.
/// @param durationSeconds How long a licence lasts; 0 for ever.
/// @param isSoulbound Whether a licence stays with its first holder.
struct ScopeTerms {
    uint8 scope;
    uint64 supplyCap;
    uint40 durationSeconds;
    bool isSoulbound;
}

/// @notice A price for one unit of a licence.
/// @param scope Scope of the licence; it has to be among the deed's scopes.
/// @param asset ERC-20 that the price is in.
/// @param price Units of `asset` for one licence; 0 is a free licence.
struct LicenceOffer {
    uint8 scope;
    address asset;
    uint256 price;
}

/// @notice Everything that is fixed or first set when a deed is minted.
/// @param creator First owner; receives the royalty of every later sale of the deed for ever.
/// @param keyIssuer Account that signs key deliveries and releases; required once a version is private.
/// @param kind 0 model, 1 knowledge, 2 dataset, 3 prompt, 4 tool, 5 plugin, 6 agent.
/// @param askBps Share that the component asks of the revenue of agents that use it, at most 2000.
/// @param royaltyBps Royalty on resales of the deed (to the creator) and of licences (to the deed's owner), at most 1000.
/// @param uri Address of the deed's metadata, at most 512 bytes.
/// @param version First version.
/// @param parents What it was made from, in rising order of id, at most 16.
/// @param scopes Kinds of licence that may ever be sold; empty means none.
/// @param offers First prices, at most 16.
struct MintTerms {
    address creator;
    address keyIssuer;
    uint8 kind;
    uint16 askBps;
    uint16 royaltyBps;
    string uri;
    VersionTerms version;
    Parent[] parents;
    ScopeTerms[] scopes;
    LicenceOffer[] offers;
}

/// @notice All that a sale needs to know of a deed, read in one call.
/// @param owner Owner of the deed now, who is paid the rest.
/// @param keyIssuer Account whose signature delivers the key.
/// @param price Units of the asset for one licence.
/// @param contentRoot Root of the version asked for.
/// @param keyCommitment Commitment of that version; zero means public.
/// @param isTimed Whether licences of that scope run out.
struct SaleTerms {
    address owner;
    address keyIssuer;
    uint256 price;
    bytes32 contentRoot;
    bytes32 keyCommitment;
    bool isTimed;
}
